"""Where a revocation shows, in a real Chromium: under the accessibility checker, on a screen and on a telephone."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from agencies.models import FormerName
from documents import actions as documents
from documents.models import Document
from rehearsal.browser import Axe
from rehearsal.factories import statuses
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import lead_of
from tests.clients import agency_page_of, sign_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_pages_about_a_revocation_and_its_end_fit_and_are_accessible(
    page: Page, live_server: LiveServer, axe: Axe, tmp_path: Path
) -> None:
    pledge = statuses.revoked()
    old, reviewer = Document.objects.get(kind="certificate"), ReviewerFactory.create()
    of = pledge.agency
    trouble = _looked_at(
        page,
        live_server,
        axe,
        tmp_path,
        [(lead_of(of), agency_page_of(of, path)) for path in ("", "pledge/")],
    )
    trouble |= _looked_at(
        page,
        live_server,
        axe,
        tmp_path,
        [(reviewer, f"/desk/certificates/{old.public_id}/"), (reviewer, "/desk/")],
    )
    documents.reinstate(certificate=old, reason="No mistake.", by=reviewer)
    FormerName.objects.create(agency=of, name="Ashgrove City Police", until_on=date(2026, 1, 1))
    shown = [f"/verify/{old.code}/", "/agencies/", f"/desk/agencies/{of.public_id}/"]
    trouble |= _looked_at(page, live_server, axe, tmp_path, [(reviewer, path) for path in shown])
    assert trouble == {}


def _looked_at(
    page: Page, live_server: LiveServer, axe: Axe, folder: Path, pages: list
) -> dict[str, list[str]]:
    found = {}
    for person, path in pages:
        page.context.clear_cookies()
        sign_in(page.context, live_server, person)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            response = page.goto(live_server.url + path)
            assert response is not None
            assert response.ok, path
            page.screenshot(path=folder / f"{path.strip('/').replace('/', '-')}-{width}.png", full_page=True)
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            over = page.evaluate(wide)
            if trouble := [*axe(page), *([f"{over} px too wide"] if over > 0 else [])]:
                found[f"{path} at {width}"] = trouble
    return found
