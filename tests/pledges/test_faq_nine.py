"""FAQ 9 read closely: what the letter says, what is thin and what is missing, in words and with the page that fixes it."""

import pytest
from django.utils import timezone

from agencies import actions as agencies
from common.addresses import at_agency
from files.store import keep_bytes
from partnerships.models import Partnership
from pledges import faq_nine, queries
from pledges.models import Completion, Pledge
from rehearsal.factories.documents import letter_draft
from rehearsal.factories.pledges import PledgeFactory, member, with_letter
from tests.clients import AgencyClient

pytestmark = pytest.mark.django_db
NATURE = "Two clinicians ride along with our patrol on five evenings a week and follow up within two days."


def said(draft: Completion) -> dict[str, faq_nine.Said]:
    pledge = Pledge.objects.select_related("agency").get(pk=draft.pledge_id)
    with at_agency(pledge.agency.public_id):
        page = queries.completion_page(pledge, timezone.localdate())
    return {one.key: one for one in page.letter_says}


def test_all_that_the_faq_asks_for_is_listed_in_the_order_of_the_letter() -> None:
    draft, _lead = letter_draft()

    assert list(said(draft)) == [
        "partnership",
        "policy",
        "crisis_intervention",
        "first_aid",
        "signature",
        "letterhead",
    ]


def test_partnership_of_a_few_words_is_thin_and_one_that_says_who_does_what_is_told() -> None:
    draft, _lead = letter_draft()
    Partnership.objects.filter(agency=draft.agency).update(nature="r")
    thin = said(draft)["partnership"]
    Partnership.objects.filter(agency=draft.agency).update(nature=NATURE)
    told = said(draft)["partnership"]

    assert thin.standing == "thin"
    assert any("doesn't say who does what" in point.text for point in thin.points)
    assert not any("doesn't say who does what" in point.text for point in told.points)
    assert told.text == "County Behavioral Health"


def test_practice_without_evidence_is_missing() -> None:
    draft, _lead = letter_draft()
    Partnership.objects.filter(agency=draft.agency).delete()

    found = said(draft)["partnership"]

    assert (found.standing, bool(found.points)) == ("missing", True)


def test_head_counts_say_how_the_training_was_met_in_words_or_are_thin() -> None:
    draft, _lead = letter_draft()
    with_words = said(draft)["crisis_intervention"]
    draft.practices.filter(practice="crisis_intervention").update(statement="")
    without = said(draft)["crisis_intervention"]

    assert (with_words.standing, without.standing) == ("said", "thin")
    assert "Name the courses" in without.points[0].text


@pytest.mark.parametrize("lacks", ["signatory_name", "signatory_title"])
def test_letter_that_nobody_is_named_to_sign_lacks_a_signature(lacks: str) -> None:
    draft, _lead = letter_draft()
    Completion.objects.filter(pk=draft.pk).update(**{lacks: ""})

    assert said(draft)["signature"].standing == "missing"


def test_letter_is_signed_once_there_is_a_signed_copy_of_this_very_letter() -> None:
    draft, _lead = letter_draft()
    before = said(draft)["signature"]
    draft = with_letter(Completion.objects.get(pk=draft.pk))
    copy = keep_bytes(b"%PDF-1.7\n%%EOF\n", media_type="application/pdf")
    Completion.objects.filter(pk=draft.pk).update(
        signed_letter=copy, signed_letter_digest=draft.letter_digest
    )
    signed = said(draft)["signature"]
    Partnership.objects.filter(agency=draft.agency).update(nature=NATURE)
    changed = said(draft)["signature"]

    assert [one.standing for one in (before, signed, changed)] == ["thin", "said", "thin"]
    assert signed.text == "Jordan Ellis, Chief of Police"


def test_letterhead_of_the_profile_is_asked_about_and_one_of_the_agencys_own_is_told() -> None:
    draft, lead = letter_draft()
    before = said(draft)["letterhead"]
    agencies.set_letterhead(agency=draft.agency, seen=0, picture=None, lines="City of Springfield", by=lead)
    after = said(draft)["letterhead"]

    assert (before.standing, after.standing, after.text) == ("thin", "said", "1 line")
    with at_agency(draft.agency.public_id):
        assert before.points[-1].url == f"/agency/{draft.agency.public_id}/profile/letterhead/"


def test_page_shows_the_list_and_tells_copies_as_recommended() -> None:
    _draft, lead = letter_draft()
    client = AgencyClient()
    client.force_login(lead)

    page = client.get("completion/").content.decode()

    assert "What the letter has to say" in page
    assert "Signed by the chief or another member of the command staff" in page
    assert "Recommended, not required" in page


def test_nothing_is_listed_while_there_is_nothing_to_judge() -> None:
    pledge = PledgeFactory.create(state="completed")
    member(pledge.agency)

    assert queries.completion_page(pledge, timezone.localdate()).letter_says == ()


def test_letters_page_shows_the_same_list() -> None:
    draft, lead = letter_draft()
    client = AgencyClient()
    client.force_login(lead)

    pages = [client.get(path).content.decode() for path in ("completion/", "completion/letter/")]

    lists = [page[page.index('id="asks"') :].partition("</section>")[0] for page in pages]
    assert lists[0] == lists[1]
    assert lists[0].count("checklist-label") == len(said(draft))
