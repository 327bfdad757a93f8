"""A practice that is met by thin evidence is met, and the pages say what a reviewer will ask of it."""

from datetime import date

import pytest

from agencies.models import Agency, Membership
from compliance.engine import assess
from pledges import queries
from pledges.checklist import checklist
from policies.models import PolicyComponent
from rehearsal.factories.pledges import CompletionFactory, PledgeFactory, meet_everything, member
from tests.clients import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_an_agency")]
TODAY = date(2025, 6, 15)
MAIN = [kind for kind in PolicyComponent.Kind if not kind.is_recommended]


@pytest.fixture
def agency() -> Agency:
    """One whose partnership has a nature of one letter, and whose policy one component and no page."""
    agency: Agency = PledgeFactory.create().agency
    meet_everything(agency)
    agency.partnerships.update(nature="r")
    agency.policies.get().components.exclude(kind="purpose").delete()
    return agency


def _complete(agency: Agency) -> None:
    """All that a reviewer would ask is answered."""
    partnership = agency.partnerships.get()
    partnership.nature = "A clinician of the county rides with our patrol on five evenings a week."
    partnership.services = ["co_response"]
    partnership.save()
    partnership.contacts.create(role="Crisis desk", phone="555-0100")
    agency.organizations.update(kind="authority")
    policy = agency.policies.get()
    policy.components.all().delete()
    PolicyComponent.objects.bulk_create(PolicyComponent(policy=policy, kind=kind, pages="1") for kind in MAIN)
    agency.policies.update(adopted_by=agency.head_name or "Jordan Ellis")


def test_the_verdict_stays_as_the_rule_has_it(agency: Agency) -> None:
    facts = queries.assessment_of(agency.pledges.get(), TODAY).facts
    assert facts is not None
    assert assess(facts).met


def test_the_overview_says_what_a_reviewer_will_ask_until_it_is_answered(agency: Agency) -> None:
    person = member(agency)
    membership = Membership.objects.select_related("agency").get(user=person)

    cards = queries.overview(agency, membership, TODAY).practices
    page = client_of(person).get("").content.decode()

    assert [(card.status, len(card.asks)) for card in cards] == [
        ("met", 4),
        ("met", 3),
        ("met", 0),
        ("met", 0),
    ]
    assert (
        cards[0]
        .asks[0]
        .text.startswith("“r” doesn't say who does what together with County Behavioral Health.")
    )
    assert cards[0].asks[0].url == f"/agency/{'a' * 26}/partnerships/{agency.partnerships.get().public_id}/"
    assert page.count("Met, but a reviewer will ask") == 2

    _complete(agency)
    cards = queries.overview(agency, membership, TODAY).practices
    assert [card.asks for card in cards] == [()] * 4
    assert "Met, but a reviewer will ask" not in client_of(person).get("").content.decode()


def test_the_checklist_says_that_there_is_something_to_ask_and_keeps_nothing_back(agency: Agency) -> None:
    draft = CompletionFactory.create(pledge=agency.pledges.get())

    items = checklist(draft, queries.assessment_of(draft.pledge, TODAY))
    page = client_of(member(agency)).get("completion/").content.decode()

    assert [(item.key, item.done, len(item.asks)) for item in items[:2]] == [
        ("partnership", True, 4),
        ("policy", True, 3),
    ]
    assert "Met, but a reviewer will ask about 4 points" in " ".join(page.split())


def test_a_practice_that_is_not_met_is_told_what_is_missing_and_no_more(agency: Agency) -> None:
    agency.partnerships.update(started_on=None)
    (item, *_rest) = checklist(None, queries.assessment_of(agency.pledges.get(), TODAY))
    assert (item.done, item.asks) == (False, ())


def test_a_question_that_comes_with_a_day_puts_no_letter_out_of_date(agency: Agency) -> None:
    agency.partnerships.update(mou_expires_on=date(2025, 6, 15))
    draft = CompletionFactory.create(pledge=agency.pledges.get())
    before, after = (queries.assessment_of(draft.pledge, date(2025, 6, day)) for day in (15, 16))
    asked = [[entry.asks for kept in one.beside for entry in kept.entries] for one in (before, after)]

    assert asked[0] != asked[1]
    assert queries.letter_basis_digest(draft, before) == queries.letter_basis_digest(draft, after)
