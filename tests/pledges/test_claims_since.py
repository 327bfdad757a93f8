"""A letter after a return says what has changed since the one before, as the frozen submissions differ."""

import pytest
from django.utils import timezone

from documents import queries as documents
from evidence.components import Component
from pledges import claims, queries
from pledges.models import Pledge
from pledges.particulars import Change, Revised
from rehearsal.factories.pledges import PledgeFactory, ready_draft
from tests.pledges.returning import (
    PARTNERSHIP,
    POLICY,
    draft_of,
    more_cit,
    nature,
    page,
    returned,
    save,
    send,
)

pytestmark = pytest.mark.django_db


def since(pledge: Pledge) -> claims.Section | None:
    draft = draft_of(pledge)
    submission = documents.draft_submission(draft, queries.assessment_of(pledge, timezone.localdate()))
    assert submission is not None
    parts = claims.sections(submission.facts, submission.report, submission.particulars)
    return next((part for part in parts if part.practice == "since"), None)


def test_first_letter_speaks_of_no_change() -> None:
    pledge = PledgeFactory()
    ready_draft(pledge)

    assert since(pledge) is None


def test_letter_after_a_return_names_each_change_with_what_was_before_and_the_answer() -> None:
    pledge = PledgeFactory()
    returned(pledge, {POLICY: "Name the pages."})
    page(pledge)
    more_cit(pledge)
    save(pledge, policy_answer="The pages are named.")

    found = since(pledge)

    assert found is not None
    assert found.heading == "What has changed since our last letter"
    assert found.claims[0].text.startswith("The IACP returned our completion on ")
    told = {claim.key: (claim.told, claim.items) for claim in found.claims[1:]}
    assert told["since:policy"][0] == "The pages are named."
    (policy,) = told["since:policy"][1]
    assert "(pages 2–3)" in policy.pages
    assert any("(before: " in item.pages for item in told["since:crisis_intervention"][1])
    # Nothing else is told: the partnership is the same.
    assert f"since:{PARTNERSHIP}" not in told


def test_letter_says_that_nothing_changed_and_why() -> None:
    pledge = PledgeFactory()
    returned(pledge, {POLICY: "Name the pages."})
    save(pledge, policy_answer="It has no pages.", policy_is_kept=True)

    found = since(pledge)

    assert found is not None
    assert [claim.told for claim in found.claims] == ["", "It has no pages."]
    assert "haven't changed" in found.claims[0].text
    assert found.claims[1].text.endswith("which we leave as it is:")


def test_letter_of_what_was_submitted_says_the_same_after_the_records_change() -> None:
    pledge = PledgeFactory()
    returned(pledge, {PARTNERSHIP: "Say what they do."})
    nature(pledge)
    save(pledge, partnership_answer="We say it now.")
    before = since(pledge)
    sent = send(draft_of(pledge))
    more_cit(pledge)

    frozen = documents.frozen_submission(sent)
    parts = claims.sections(frozen.facts, frozen.report, frozen.particulars)

    assert before is not None
    assert parts[0] == before


def test_long_text_is_named_and_not_repeated_and_many_changes_are_counted() -> None:
    many = tuple(Change(f"Entry {number}", "a", "b" * 500) for number in range(43))

    shown = list(claims._changed(Revised("policy", changes=many).changes))

    assert shown[0] == Component("Entry 0", "changed")
    assert (len(shown), shown[-1]) == (41, Component("3 more changes"))
