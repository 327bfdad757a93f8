"""Three people at their browsers, and their post."""

import re
import time
from collections.abc import Callable
from email import policy
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

PATIENCE = 40  # seconds; the worker polls every two, and the machine may be busy


class Mailbox:
    """The emails that the worker wrote into a folder."""

    def __init__(self) -> None:
        self._folder = Path(settings.VAR_DIR) / "mail"

    def link(self, *, to: str, holding: str) -> str:
        """The path of the newest link that holds a text, in the newest email to an address; waits for it to arrive."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for text in reversed(self._texts(to)):
                found = [url for url in re.findall(r"https?://\S+", text) if holding in url]
                if found:
                    return urlsplit(found[-1]).path
            time.sleep(0.3)
        raise AssertionError(f"No email with a link that holds {holding!r} came.")

    def _texts(self, to: str) -> list[str]:
        texts = []
        for path in sorted(self._folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns):
            for part in path.read_bytes().split(b"-" * 79 + b"\n"):
                message = BytesParser(policy=policy.default).parsebytes(part.lstrip())
                body = message.get_body(("plain",))
                if body is not None and to in str(message["To"]):
                    texts.append(body.get_content())
        return texts


class Person:
    """Someone with a browser of their own. Every page they come to is checked for accessibility."""

    def __init__(self, context: BrowserContext, base: str, axe: object) -> None:
        self.page: Page = context.new_page()
        self._base = base
        self._axe = axe
        self.page.set_default_timeout(PATIENCE * 1000)

    def visit(self, path: str) -> None:
        """Open a page; a path without a leading slash is below the agency whose page is open."""
        if not path.startswith("/"):
            agency = re.match("/agency/[^/]+/", urlsplit(self.page.url).path)
            assert agency is not None, self.page.url
            path = agency.group() + path
        self.page.goto(self._base + path)
        self.check()

    def check(self) -> None:
        """No accessibility violation on the page as it is."""
        assert self._axe(self.page) == [], self.page.url  # type: ignore[operator]

    def sign_in(self, email: str, password: str, *, code: Callable[[], str]) -> None:
        """By email and password, and the second step's code."""
        self.visit("/account/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.press("Sign in")
        self.check()
        self.page.fill("input[name=code]", code())
        self.page.locator("main form button[type=submit]").first.click()
        expect(self.page).not_to_have_url(re.compile("login|authenticate"))

    def press(self, name: str) -> None:
        """A button or link of the main part, by its words."""
        main = self.page.locator("main")
        main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()
        self.page.wait_for_load_state()

    def sees(self, text: str) -> None:
        """Waits until a text shows in the main part."""
        expect(self.page.locator("main")).to_contain_text(text, timeout=PATIENCE * 1000)
