"""Driving a real Chromium: how it is launched, and the accessibility check that runs inside it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools import programs

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = programs.ROOT / "node_modules" / "axe-core" / "axe.min.js"
WCAG_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The machine's network may be closed: a browser that keeps asking its maker's servers is slow and noisy.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def launch_arguments() -> dict[str, Any]:
    """How Playwright launches the Chromium that is installed (its own download isn't had everywhere)."""
    program = programs.chromium()
    if program is None:
        raise RuntimeError(
            "No Chromium is installed. `make test` installs one; or install chromium or google-chrome."
        )
    # Chromium's sandbox refuses to run as root, which containers and CI often are; everyone else keeps it.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    return {"executable_path": str(program), "args": flags}


def load_after_clicks() -> None:
    """Let every click of a page or a locator wait until the page that it led to is loaded.

    Playwright waits until the answer begins to arrive. What asks at once how many there are of something would count
    in half a page when the machine is busy.
    """
    from playwright.sync_api import Locator, Page

    def loading(owner: type[Page] | type[Locator]) -> None:
        click = owner.click

        def click_and_load(self: Any, *arguments: Any, **options: Any) -> None:
            click(self, *arguments, **options)
            page = self if isinstance(self, Page) else self.page
            if not page.is_closed():
                page.wait_for_load_state()

        owner.click = click_and_load  # type: ignore[method-assign]

    loading(Page)
    loading(Locator)


class Axe:
    """The accessibility checker axe-core, for WCAG 2.2 at levels A and AA. Call it with a page."""

    def __init__(self, script: Path = AXE) -> None:
        self._script = script.read_text()

    def __call__(self, page: "Page") -> list[str]:
        """Check the page as it is. Returns a line for each violation: rule, what it asks, where it fails."""
        # Evaluated through the debugger, so the page's content security policy stays as strict as it is.
        page.evaluate(self._script)
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
            WCAG_TAGS,
        )
        return [
            f"{violation['id']}: {violation['help']}: {' '.join(map(str, node['target']))}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]
