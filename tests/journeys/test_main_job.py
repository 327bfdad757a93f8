"""The main job in a real browser, with a real worker, as three different people."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from demonstration.roster import roster_csv
from demonstration.walk import enter_president
from rehearsal.browser import Axe
from rehearsal.factories.accounts import ReviewerFactory, totp_code
from rehearsal.worker import CeleryWorker
from tests.journeys.people import Mailbox, Person

EMAIL = "coordinator@lakeshore.example"
PASSWORD = "a-long-enough-passphrase"


def _take_pledge(visitor: Person) -> None:
    page = visitor.page
    visitor.visit("/")
    visitor.press("Take the pledge")
    visitor.check()
    page.get_by_label("Agency name").fill("Lakeshore Police Department")
    page.get_by_label("State or province").select_option("US-OH")
    page.get_by_label("City or county").fill("Lakeshore")
    page.locator("[name=head_name]").fill("Robin Castellano")
    page.locator("[name=head_title]").fill("Chief")
    page.locator("[name=coordinator_name]").fill("Alex Moreno")
    page.get_by_label("Email address").fill("not an address")
    page.locator("[name=sworn]").fill("20")
    page.get_by_label("These numbers are as of").fill(timezone.localdate().isoformat())
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.locator("main form").evaluate("form => form.noValidate = true")
    visitor.press("Send the pledge")
    visitor.check()
    # The error leads to its field, and nothing that was typed is lost.
    assert page.get_by_label("Agency name").input_value() == "Lakeshore Police Department"
    page.get_by_label("Email address").fill(EMAIL)
    visitor.press("Send the pledge")
    visitor.check()


def _import_roster(lead: Person, folder: Path) -> None:
    roster = folder / "roster.csv"
    roster.write_text(roster_csv(sworn=20, today=date(2026, 6, 1), crisis_trained=5, aid_trained=15))
    lead.visit("training/import/")
    lead.page.locator("input[type=file]").first.set_input_files(roster)
    lead.press("Read the file")
    lead.press("Answer questions")
    lead.check()
    lead.press("Save answers")
    lead.sees("Nothing is written yet")
    lead.check()
    lead.page.get_by_role("button", name="Import these rows").click()
    lead.sees("Undo this import")
    lead.check()


def _record_evidence(lead: Person) -> None:
    page = lead.page
    lead.visit("partnerships/add/")
    page.locator("[name=organization]").fill("Lakeshore Behavioral Health Center")
    page.locator("[name=nature]").fill("A clinician rides along on two shifts a week.")
    page.locator("[name=started_on]").fill("2026-01-05")
    page.locator("main form button.btn-primary").click()
    lead.sees("Lakeshore Behavioral Health Center")
    lead.check()
    lead.visit("policies/add/")
    page.locator("[name=title]").fill("General Order 12-4")
    page.locator("[name=adopted_on]").fill("2026-02-01")
    for kind in ("purpose", "response"):
        page.locator(f"[name=has_{kind}]").check()
        page.locator(f"[name=pages_{kind}]").fill("3")
    page.locator("main form button.btn-primary").click()
    lead.sees("General Order 12-4")
    lead.check()


def _make_letter(lead: Person, *, partnership: str = "") -> None:
    lead.visit("completion/")
    if partnership:
        lead.page.locator("[name=partnership_statement]").fill(partnership)
        lead.page.locator("[name=partnership_answer]").fill("We say now how often we meet.")
    lead.page.locator("[name=signatory_is_command]").check()
    lead.press("Save and go to the letter")
    lead.check()
    lead.press("Make the PDF")
    lead.sees("Submit the completion")
    lead.check()


def _submit(lead: Person) -> None:
    lead.visit("completion/submit/")
    lead.page.locator("[name=attested]").check()
    lead.press("Submit to the IACP")
    lead.check()


def _open_completion(reviewer: Person) -> None:
    reviewer.visit("/desk/completions/")
    reviewer.press("Lakeshore Police Department")
    reviewer.check()
    reviewer.press("Assign to me")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_main_job_from_pledge_to_verified_certificate(
    live_server: LiveServer,
    browser: Browser,
    axe: Axe,
    celery_worker: Callable[..., CeleryWorker],
    tmp_path: Path,
    settings: object,
) -> None:
    settings.FORM_FILL_SECONDS = 0  # type: ignore[attr-defined]
    reviewer_account = ReviewerFactory(password=PASSWORD)
    enter_president(name="Avery Kingsley", from_on=date(2026, 1, 1))
    celery_worker()
    mailbox = Mailbox()
    visitor, lead, reviewer = (Person(browser.new_context(), live_server.url, axe) for _ in range(3))

    _take_pledge(visitor)
    lead.visit(mailbox.link(to=EMAIL, holding="/confirm/"))
    lead.page.locator("main form button.btn-primary").click()
    lead.check()

    reviewer.sign_in(reviewer_account.email, PASSWORD, code=totp_code)
    reviewer.visit("/desk/")
    reviewer.press("Lakeshore Police Department")
    reviewer.check()
    reviewer.press("Verify and publish")
    reviewer.sees("verified and listed")

    lead.visit(mailbox.link(to=EMAIL, holding="/invitation/"))
    for field in lead.page.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    lead.press("Create the account and join")
    lead.visit("")
    _import_roster(lead, tmp_path)
    _record_evidence(lead)
    lead.visit("")
    lead.sees("4 of 4 met")
    _make_letter(lead)
    _submit(lead)

    _open_completion(reviewer)
    reviewer.page.locator("[name=partnership_finding][value=mend]").check()
    reviewer.page.locator("[name=partnership_reason]").fill("Please say how often you meet.")
    reviewer.press("Return to the agency")
    reviewer.sees("Returned")

    lead.visit("")
    lead.sees("Please say how often you meet.")
    _make_letter(lead, partnership="We meet every month, with both chiefs.")
    _submit(lead)

    _open_completion(reviewer)
    for box in reviewer.page.locator("input[type=radio][value=verified]").all():
        box.check()
    reviewer.press("Approve and issue the certificate")
    reviewer.sees("Approved")

    verify_path = mailbox.link(to=EMAIL, holding="/verify/")
    visitor.visit("/agencies/?q=lakeshore")
    visitor.sees("Certified")
    visitor.press("Lakeshore Police Department")
    visitor.check()
    visitor.press("Verify the certificate")
    visitor.sees("This certificate is valid")
    assert visitor.page.url.endswith(verify_path)
    visitor.sees("5 of 20")
    lead.visit("documents/")
    lead.sees("Certificate")
