"""The pages of partnerships and policies in a real Chromium: with scripts switched off, on a phone, and for everyone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from agencies.models import Agency
from files.store import keep_bytes
from partnerships import queries
from partnerships.models import EarlierMemorandum, Partnership
from partnerships.queries import Contact
from policies.models import EarlierPolicy, Policy
from rehearsal.browser import Axe
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.partnerships import PartnershipFactory
from rehearsal.factories.pledges import member
from rehearsal.factories.policies import PolicyFactory
from rehearsal.samples import pdf
from tests.clients import sign_in
from tests.pledges.test_browser import check

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def _with_evidence() -> tuple[Agency, Partnership, Policy]:
    """An agency with a thin partnership and a thin policy, each with an earlier version."""
    agency = AgencyFactory.create(head_name="Dana Reyes")
    copy = keep_bytes(pdf(), media_type="application/pdf")
    partnership = PartnershipFactory.create(agency=agency, nature="r", mou=copy)
    EarlierMemorandum.objects.create(
        entry=partnership, number=1, file=copy, file_name="2020.pdf", said={"mou_signed_on": "2020-01-05"}
    )
    policy = PolicyFactory.create(
        agency=agency, components={"purpose": ""}, left_out={"risk": "Order 7 has it."}
    )
    EarlierPolicy.objects.create(
        entry=policy, number=1, file=copy, file_name="2020.pdf", said={"title": "GO 12"}
    )
    return agency, partnership, policy


def test_the_pages_are_accessible_and_fit_a_phone(page: Page, live_server: LiveServer, axe: Axe) -> None:
    agency, partnership, policy = _with_evidence()
    sign_in(page.context, live_server, member(agency))
    home = f"/agency/{agency.public_id}"
    own = f"/partnerships/{partnership.public_id}", f"/policies/{policy.public_id}"
    for path in (
        "/partnerships/", "/partnerships/add/", f"{own[0]}/", f"{own[0]}/renew/", f"{own[0]}/end/", f"{own[0]}/delete/",
        "/policies/", "/policies/add/", f"{own[1]}/", f"{own[1]}/revise/", f"{own[1]}/adopt/", f"{own[1]}/retire/",
    ):  # fmt: skip
        check(page, axe, live_server.url + home + path)


def test_contacts_are_added_without_scripts_and_the_enter_key_saves(
    plain_page: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    agency = AgencyFactory.create()
    page = plain_page
    sign_in(page.context, live_server, member(agency))
    page.goto(f"{live_server.url}/agency/{agency.public_id}/partnerships/add/")
    page.get_by_label("In your words").fill("A clinician rides along.")
    memorandum = tmp_path / "MOU.pdf"
    memorandum.write_bytes(pdf())
    page.get_by_label("A copy of the memorandum").set_input_files(memorandum)
    page.get_by_label("Contact 1: name").fill("Robin Hale")
    page.get_by_role("button", name="Add another contact").click()
    assert page.get_by_label("In your words").input_value() == "A clinician rides along."
    page.get_by_label("Contact 2: role").fill("Night desk")
    page.get_by_label("Co-response").check()
    page.get_by_label("Organization", exact=False).first.fill("County Behavioral Health")
    page.get_by_label("Contact 2: role").press("Enter")
    page.get_by_text("Partnership recorded.").wait_for()

    made = Partnership.objects.get()
    assert queries.contacts_of(made) == (Contact("Robin Hale"), Contact(role="Night desk"))
    assert (made.services, made.mou_name) == (["co_response"], "MOU.pdf")


def test_on_a_phone_a_component_asks_for_what_it_needs(page: Page, live_server: LiveServer) -> None:
    agency, _partnership, policy = _with_evidence()
    sign_in(page.context, live_server, member(agency))
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{live_server.url}/agency/{agency.public_id}/policies/{policy.public_id}/")

    def shown(kind: str) -> tuple[bool, bool]:
        return page.locator(f"#id_pages_{kind}").is_visible(), page.locator(f"#id_reason_{kind}").is_visible()

    assert (shown("purpose"), shown("risk"), shown("response")) == (
        (True, False),
        (False, True),
        (False, True),
    )
    page.locator("#id_has_risk").check()
    # What was typed stays in sight until it is cleared.
    assert shown("risk") == (True, True)
    page.locator("#id_reason_risk").fill("")
    assert shown("risk") == (True, False)
