"""The letter's pages in a real browser: accessible, no wider than the window, the PDF's pages really drawn."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from documents import actions
from documents.models import SIGNING_LINK
from rehearsal.browser import Axe
from rehearsal.factories.documents import letter_draft
from tests.clients import sign_in
from tests.documents.test_letterhead import kept, set_one

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
# Where pictures of the pages are kept to be looked at; nowhere unless it is said.
SHOTS = os.environ.get("SHOTS", "")


def shot(page: Page, name: str, width: int) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("width", [1280, 390])
def test_letter_and_its_pages_are_accessible_fit_and_are_drawn(
    page: Page, live_server: LiveServer, axe: Axe, width: int
) -> None:
    draft, lead = letter_draft()
    set_one(draft.agency, lead, picture=kept(), picture_name="letterhead.png")
    letter = actions.render(actions.request_letter(completion=draft, by=lead).pk)
    sign_in(page.context, live_server, lead)
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for name, path in {
        "letterhead": f"/agency/{draft.agency.public_id}/profile/letterhead/",
        "letter": f"/agency/{draft.agency.public_id}/completion/letter/",
        "pages": f"/documents/{letter.public_id}/pages/",
    }.items():
        page.goto(f"{live_server.url}{path}")
        page.wait_for_load_state("networkidle")
        shot(page, name, width)
        drawn = page.evaluate("[...document.querySelectorAll('main img')].map((one) => one.naturalWidth)")
        found[name] = (axe(page), page.evaluate("document.documentElement.scrollWidth") > width, drawn)

    pages = found["pages"][2]
    assert pages == [935] * len(pages)
    assert len(pages) >= 1
    assert found == {
        "letterhead": ([], False, [1600]),
        "letter": ([], False, [1600]),
        "pages": ([], False, pages),
    }


@pytest.mark.parametrize("width", [1280, 390])
def test_signing_is_accessible_fits_and_takes_a_drawing(
    page: Page, live_server: LiveServer, axe: Axe, width: int
) -> None:
    draft, lead = letter_draft()
    actions.render(actions.request_letter(completion=draft, by=lead).pk)
    request = actions.send_for_signature(completion=draft, email="chief@example.net", by=lead)
    page.set_viewport_size({"width": width, "height": 900})
    address = f"{live_server.url}/sign/{SIGNING_LINK.token(request.public_id)}/"
    page.goto(address)
    shot(page, "sign", width)
    found = (axe(page), page.evaluate("document.documentElement.scrollWidth") > width)

    page.get_by_label("Type your name").fill(draft.signatory_name)
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=5)
    page.mouse.up()
    page.get_by_label("I have read this letter").check()
    shot(page, "sign-filled", width)
    page.get_by_role("button", name="Sign the letter").click()
    page.wait_for_url("**/sign/thanks/")
    shot(page, "sign-thanks", width)
    request.refresh_from_db()
    sign_in(page.context, live_server, lead)
    page.goto(f"{live_server.url}/agency/{draft.agency.public_id}/completion/letter/")
    shot(page, "signed", width)

    assert found == ([], False)
    assert request.method == "drawn"
    assert page.get_by_text(f"Signed by {draft.signatory_name}").is_visible()
    assert axe(page) == []
