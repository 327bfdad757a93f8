"""The completion, from the first words to the submission, as its forms meet a person."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pledges import actions
from pledges.lifecycle import State
from pledges.models import Completion
from rehearsal.factories.pledges import (
    CompletionFactory,
    PledgeFactory,
    meet_everything,
    member,
    ready_draft,
)
from tests.clients import client_at

pytestmark = pytest.mark.django_db


def pdf() -> bytes:
    """A PDF of one empty page."""
    content = BytesIO()
    with pikepdf.new() as paper:
        paper.add_blank_page()
        paper.save(content, static_id=True, deterministic_id=False)
    return content.getvalue()


def words(**changes: Any) -> dict[str, Any]:
    return {
        "version": "0",
        "crisis_intervention_statement": "All are trained.",
        "partnership_statement": "We ride together.",
        "policy_statement": "Order 12-4.",
        "signatory_name": "Jordan Ellis",
        "signatory_title": "Chief of Police",
        "signatory_is_command": "on",
        **changes,
    }


def test_the_completion_is_prefilled_from_the_records_and_nothing_is_saved_by_looking() -> None:
    pledge = PledgeFactory()
    meet_everything(pledge.agency)
    page = client_at(pledge.agency).get("completion/").content.decode()
    assert "our agency has 40 sworn officers" in page
    assert "Clinicians ride with officers." in page
    assert 'value="Jordan Ellis"' in page
    assert Completion.objects.count() == 0


def test_saving_the_completion_and_going_on_to_the_letter() -> None:
    pledge = PledgeFactory()
    client = client_at(pledge.agency, "editor")
    assert client.post("completion/", words())["Location"] == client.at("completion/")
    response = client.post("completion/", words(version="1", policy_statement="x", then_letter="1"))
    assert response["Location"] == client.at("completion/letter/")
    draft = Completion.objects.get()
    assert (draft.statements["policy"], draft.signatory_is_command, draft.version) == ("x", True, 2)


def test_a_viewer_reads_the_completion_and_cannot_save_it() -> None:
    pledge = PledgeFactory()
    CompletionFactory(pledge=pledge)
    client = client_at(pledge.agency, "viewer")
    page = client.get("completion/").content.decode()
    assert "We ride together with County" in page
    assert "<textarea" not in page
    client.post("completion/", words(version="1"))
    assert Completion.objects.get().statements["partnership"].startswith("We ride together with County")


def test_a_statement_that_is_too_long_comes_back_whole() -> None:
    client = client_at(PledgeFactory().agency)
    response = client.post("completion/", words(crisis_intervention_statement="z" * 4001))
    assert response.status_code == 422
    assert "z" * 4001 in response.content.decode()


def test_saving_over_a_colleagues_change_is_409_with_both_texts_and_then_a_choice() -> None:
    pledge = PledgeFactory()
    draft = CompletionFactory(pledge=pledge)
    colleague = member(pledge.agency, "editor")
    actions.save_draft(pledge=pledge, version=1, changes={"policy_statement": "Theirs."}, by=colleague)
    client = client_at(pledge.agency)
    response = client.post("completion/", words(version="1", policy_statement="Mine."))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Mine." in page
    assert "Theirs." in page
    assert colleague.name in page
    draft.refresh_from_db()
    assert draft.statements["policy"] == "Theirs."
    version = response.context["form"]["version"].value()
    assert client.post("completion/", words(version=version, policy_statement="Mine.")).status_code == 302
    draft.refresh_from_db()
    assert draft.statements["policy"] == "Mine."


def test_words_that_contradict_the_records_are_named_beside_the_claims() -> None:
    pledge = PledgeFactory()
    meet_everything(pledge.agency)
    client = client_at(pledge.agency)
    client.post(
        "completion/", words(crisis_intervention_statement="As of June, 18 sworn officers serve here.")
    )
    page = client.get("completion/").content.decode()
    assert "our agency has 40 sworn officers" in page
    assert "Your own words say “18”; the records have 40 sworn officers." in page
    assert "Go to submission" not in page


def test_what_a_reviewer_will_ask_is_said_beforehand() -> None:
    pledge = PledgeFactory()
    meet_everything(pledge.agency)
    pledge.agency.partnerships.update(nature="r")
    page = client_at(pledge.agency).get("completion/").content.decode()
    assert "“r” doesn’t say who does what together with County Behavioral Health." in page.replace(
        "&#x27;", "’"
    )
    assert "Enter the page or section in General Order 12-4 for:" in page


def test_posting_every_field_of_the_model_changes_only_the_drafts() -> None:
    pledge = PledgeFactory()
    other = PledgeFactory()
    sent = words(
        state="approved",
        pledge=other.pk,
        agency=other.agency.pk,
        letter="1",
        facts="{}",
        public_id="x",
        id="7",
    )
    client_at(pledge.agency).post("completion/", sent)
    draft = Completion.objects.get()
    assert (draft.state, draft.pledge, draft.agency, draft.letter, draft.facts) == (
        "draft",
        pledge,
        pledge.agency,
        None,
        None,
    )


def test_submitting_with_a_signed_copy() -> None:
    pledge = PledgeFactory()
    draft = ready_draft(pledge)
    client = client_at(pledge.agency, "signatory")
    assert "Submit to the IACP" in client.get("completion/submit/").content.decode()
    response = client.post(
        "completion/submit/",
        {
            "version": draft.version,
            "attested": "on",
            "signed_letter": SimpleUploadedFile("signed.pdf", pdf(), "application/pdf"),
        },
        follow=True,
    )
    assert response.redirect_chain == [(client.at("completion/submitted/"), 302)], response.content.decode()
    draft.refresh_from_db()
    assert (draft.state, draft.signed_letter_name) == ("submitted", "signed.pdf")
    served = client.get("completion/signed-letter/")
    assert b"".join(served.streaming_content) == pdf()
    assert served["Content-Disposition"] == 'attachment; filename="signed.pdf"'


def test_submitting_without_attesting_keeps_the_form() -> None:
    draft = ready_draft(PledgeFactory())
    client = client_at(draft.agency)
    response = client.post("completion/submit/", {"version": draft.version})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["attested"]


def test_submitting_what_is_not_ready_says_what_is_missing() -> None:
    pledge = PledgeFactory()
    draft = ready_draft(pledge)
    pledge.agency.partnerships.all().delete()
    client = client_at(pledge.agency)
    page = client.get("completion/submit/").content.decode()
    assert "Add the community mental health organization" in page
    assert "Submit to the IACP" not in page
    response = client.post("completion/submit/", {"version": draft.version, "attested": "on"})
    assert response.status_code == 422
    assert "Add the community mental health organization" in str(response.context["form"].errors)


def test_submitting_a_draft_that_moved_on_is_409() -> None:
    draft = ready_draft(PledgeFactory())
    client = client_at(draft.agency)
    response = client.post("completion/submit/", {"version": draft.version + 1, "attested": "on"})
    assert response.status_code == 409


def test_a_submitted_completion_is_read_only_and_can_be_taken_back() -> None:
    pledge = PledgeFactory()
    actions.submit(completion=ready_draft(pledge), version=1, attested=True, by=member(pledge.agency))
    client = client_at(pledge.agency)
    page = client.get("completion/").content.decode()
    assert "<textarea" not in page
    assert "Withdraw the submission" in page
    assert client.post("completion/", words()).status_code == 409
    assert client.get("completion/recall/").status_code == 200
    pledge.refresh_from_db()
    assert pledge.lifecycle_state is State.SUBMITTED
    assert client.post("completion/recall/")["Location"] == client.at("completion/")
    pledge.refresh_from_db()
    assert pledge.lifecycle_state is State.ACTIVE
    assert "<textarea" in client.get("completion/").content.decode()
    assert client.get("completion/submitted/").status_code == 302
