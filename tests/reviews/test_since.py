"""What a reviewer sees of a completion that came back: reason, answer and change side by side; and what is told on approval."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from compliance.editions import PRACTICES
from documents.models import PresidentTerm
from outbox.dispatch import deliver_due
from pledges.models import Completion
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import PledgeFactory, ready_draft
from rehearsal.factories.reviews import waiting_completion
from reviews import actions
from reviews.models import Decision
from reviews.queries.since import Since
from tests.clients import agency_page, client_of
from tests.pledges.returning import EVERY, POLICY, draft_of, nature, save, send
from tests.reviews.test_queries import page_of

pytestmark = pytest.mark.django_db

VERIFIED = {f"{key}_finding": "verified" for key in PRACTICES}


def sent_again() -> Completion:
    """Returned for its policy, which was kept with a reason; the partnership, verified then, has changed since."""
    PresidentTerm.objects.create(name="Casey Morgan", from_on="2020-01-01")
    pledge = PledgeFactory()
    done = send(ready_draft(pledge))
    actions.send_back(
        completion=done,
        by=ReviewerFactory(name="Dana Whitfield"),
        reasons="Nearly there.",
        practices={POLICY: "Name the sections."},
        verified=EVERY - {POLICY},
    )
    nature(pledge)
    save(pledge, answer="Thank you.", policy_answer="Page 2 names them.", policy_is_kept=True)
    return send(draft_of(pledge))


def decide(completion: Completion, decision: str, **typed: str) -> Any:
    client = Client()
    client.force_login(ReviewerFactory())
    url = reverse("reviews:decide", args=[completion.public_id])
    return client.post(url, {**VERIFIED, **typed, "decision": decision})


def test_reason_answer_and_change_stand_side_by_side() -> None:
    page = page_of(sent_again())
    dana = page.earlier[0].decision.decided_by
    found = {one.code: (one.finding, one.since) for one in page.practices}
    at = found[POLICY][1].at if found[POLICY][1] else None
    verified = ("verified", Since("verified", "", dana, at, "", False, ()))
    changed = (
        "County Behavioral Health: what you do together",
        "Clinicians ride with officers.",
        "Clinicians ride with officers, day and night.",
    )
    assert found == {
        "partnership": ("", Since("verified", "", dana, at, "", False, (changed,))),
        POLICY: (
            "",
            Since("returned", "Name the sections.", dana, at, "Page 2 names them.", True, ()),
        ),
        "crisis_intervention": verified,
        "first_aid": verified,
    }
    assert page.whole == Since("returned", "Nearly there.", None, page.whole.at, "Thank you.", False, ())  # type: ignore[union-attr]
    assert [one.returned for one in page.earlier] == [
        (("Policy on responding to people in crisis", "Name the sections."),)
    ]


def test_the_page_says_all_three_and_marks_what_stays_verified() -> None:
    completion = sent_again()
    client = Client()
    client.force_login(ReviewerFactory())
    shown = client.get(reverse("reviews:completion", args=[completion.public_id]))
    text = shown.content.decode()
    for words in ("Name the sections.", "Page 2 names them.", "Nothing changed since we returned it."):
        assert words in text
    assert "Clinicians ride with officers, day and night." in text
    assert "It has changed since, so it is to be decided again." in text
    form = shown.context["form"]
    assert {code: finding.value() for code, finding, _reason in form.practice_fields()} == {
        "partnership": "",
        "policy": "",
        "crisis_intervention": "verified",
        "first_aid": "verified",
    }


def test_text_typed_when_approving_is_in_the_decision_the_email_and_on_the_home() -> None:
    completion = waiting_completion()
    assert decide(completion, "approve", reasons="A model for others.").status_code == 302
    completion.refresh_from_db()
    decision = Decision.objects.get()
    assert (decision.kind, decision.reasons, completion.told) == (
        "approve",
        "A model for others.",
        "A model for others.",
    )
    deliver_due()
    deliver_due()
    (email,) = [one for one in mail.outbox if "One Mind Certified" in one.subject]
    assert "The reviewer adds:\nA model for others." in email.body
    lead = completion.agency.memberships.get(role="lead").user
    client = client_of(lead)
    assert "A model for others." in client.get(agency_page("pledges:overview")).content.decode()


@pytest.mark.parametrize("decision", ["approve", "return"])
@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"policy_reason": "Name the sections."}, "policy_reason", "You marked this practice as verified."),
        ({"policy_finding": "mend"}, "policy_reason", "Say what must change."),
    ],
)
def test_no_text_is_dropped_and_nothing_is_returned_without_one(
    decision: str, typed: dict[str, str], field: str, said: str
) -> None:
    completion = waiting_completion()
    answer = decide(completion, decision, **typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field][0].startswith(said)
    assert Decision.objects.count() == 0


def test_what_a_return_verifies_is_kept_at_each_practice() -> None:
    completion = waiting_completion()
    decide(completion, "return", policy_finding="mend", policy_reason="Name the sections.")
    assert list(completion.practices.values_list("practice", "finding", "reason")) == [
        ("partnership", "verified", ""),
        ("policy", "returned", "Name the sections."),
        ("crisis_intervention", "verified", ""),
        ("first_aid", "verified", ""),
    ]
    assert timezone.localdate(completion.practices.first().found_at) == timezone.localdate()  # type: ignore[union-attr, arg-type]
