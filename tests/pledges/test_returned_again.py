"""What may happen between a return and the decision after it."""

import pytest
from django.utils import timezone

from compliance.editions import PRACTICES
from files.store import keep_bytes
from pledges import actions, changes, queries
from pledges.lifecycle import State
from pledges.models import CompletionPractice, SubmittedCopy
from pledges.particulars import Change, Particulars
from policies.models import Policy, PolicyComponent
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import (
    CompletionFactory,
    PledgeFactory,
    add_officers,
    add_partnership,
    add_policy,
    member,
    ready_draft,
)
from tests.pledges.returning import (
    AID,
    CIT,
    EVERY,
    PARTNERSHIP,
    POLICY,
    draft_of,
    findings,
    nature,
    now,
    page,
    returned,
    save,
    send,
)
from training.models import Course, HeadCount, Officer, TrainingRecord

pytestmark = pytest.mark.django_db


def test_what_is_taken_back_keeps_its_answers_and_is_returned_still() -> None:
    pledge = PledgeFactory()
    before = returned(pledge, {POLICY: "Name the sections."})
    page(pledge)
    save(pledge, policy_answer="Named.")
    actions.recall(completion=send(draft_of(pledge)), by=member(pledge.agency))
    pledge.refresh_from_db()
    draft = draft_of(pledge)
    assert (pledge.state, draft.follows) == (State.RETURNED, before)
    assert [(ask.reason, ask.answer, ask.is_settled) for ask in now(pledge).asks] == [
        ("Name the sections.", "Named.", True)
    ]
    PolicyComponent.objects.filter(kind="purpose").update(pages="")
    assert [ask.is_settled for ask in now(pledge).asks] == [False]


def test_a_second_return_asks_anew_and_compares_with_what_it_returned() -> None:
    pledge = PledgeFactory()
    returned(pledge, {POLICY: "Name the sections."})
    page(pledge)
    save(pledge, policy_answer="Named.")
    second = send(draft_of(pledge))
    assert findings(second) == {PARTNERSHIP: "verified", POLICY: "", CIT: "verified", AID: "verified"}
    actions.send_back(
        completion=second,
        by=ReviewerFactory(),
        practices={POLICY: "All of them.", AID: "Who taught it?"},
        verified={PARTNERSHIP, CIT},
    )
    assert [(ask.practice, ask.reason, ask.answer, ask.is_changed) for ask in now(pledge).asks] == [
        (POLICY, "All of them.", "", False),
        (AID, "Who taught it?", "", False),
    ]
    nature(pledge)
    save(pledge, policy_answer="All.", policy_is_kept=True, first_aid_answer="We.", first_aid_is_kept=True)
    third = send(draft_of(pledge))
    assert findings(third) == {PARTNERSHIP: "", POLICY: "", CIT: "verified", AID: ""}


def test_more_time_and_a_lapse_in_between_change_nothing_of_what_is_asked() -> None:
    pledge = PledgeFactory(pledged_on="2021-05-04")
    returned(pledge, {POLICY: "Name the sections."})
    by = ReviewerFactory()
    until = timezone.localdate().replace(year=timezone.localdate().year + 1)
    actions.lapse(pledge=pledge, by=by)
    actions.reinstate(pledge=pledge, until=until, reason="Back.", by=by)
    actions.extend(pledge=pledge, until=until.replace(year=until.year + 1), reason="A hard year.", by=by)
    pledge.refresh_from_db()
    assert pledge.lifecycle_state is State.ACTIVE
    assert [ask.reason for ask in now(pledge).open_asks] == ["Name the sections."]


def test_nothing_is_asked_and_nothing_verified_after_a_certificate_was_revoked() -> None:
    pledge = PledgeFactory()
    done = send(ready_draft(pledge))
    actions.complete(completion=done, by=ReviewerFactory())
    actions.revoke(completion=done, by=ReviewerFactory())
    actions.save_draft(
        pledge=pledge,
        version=0,
        changes={"signatory_name": "Jordan Ellis", "signatory_title": "Chief", "signatory_is_command": True},
        by=member(pledge.agency),
    )
    again = send(draft_of(pledge))
    assert (again.follows, set(findings(again).values())) == (None, {""})
    assert set(again.practices.values_list("is_changed", flat=True)) == {None}


def test_another_edition_makes_what_it_asks_differently_undecided() -> None:
    pledge = PledgeFactory(edition="2016")
    HeadCount.objects.all().delete()
    add_officers(pledge.agency, cit=2, mhfa=2)
    both = Course.objects.get(code="MHFA-PS")
    for officer in Officer.objects.all()[:2]:
        TrainingRecord.objects.create(
            agency=pledge.agency, officer=officer, course=both, hours=8, completed_on="2024-05-01"
        )
    pledge.agency.sworn = 4
    pledge.agency.save()
    add_partnership(pledge.agency)
    add_policy(pledge.agency)
    done = send(CompletionFactory(pledge=pledge))
    actions.send_back(completion=done, by=ReviewerFactory(), reasons="Sign it.", verified=EVERY)
    actions.adopt_edition(pledge=pledge, edition="2022", by=member(pledge.agency))
    pledge.refresh_from_db()
    save(pledge, answer="Signed.")
    done = send(draft_of(pledge))
    assert findings(done) == {PARTNERSHIP: "verified", POLICY: "verified", CIT: "verified", AID: ""}
    said = Particulars.from_data(done.particulars)
    assert said.revised[1].changes[0] == Change("Edition of the rule", "2016", "2022")


def test_a_submission_keeps_the_copies_of_its_evidence() -> None:
    pledge = PledgeFactory()
    first = keep_bytes(b"%PDF-1.7 first\n%%EOF\n", media_type="application/pdf")
    draft = ready_draft(pledge)
    Policy.objects.update(file=first, file_name="GO 12-4.pdf")
    done = send(draft)
    Policy.objects.update(file=keep_bytes(b"%PDF-1.7 second\n%%EOF\n", media_type="application/pdf"))
    policy = pledge.agency.policies.get()
    assert list(SubmittedCopy.objects.values_list("completion", "evidence", "ref", "file", "file_name")) == [
        (done.pk, "policies", policy.public_id, first.pk, "GO 12-4.pdf")
    ]


def test_the_digest_of_each_practice_is_kept_and_is_that_of_what_was_frozen() -> None:
    done = send(ready_draft(PledgeFactory()))
    rows = dict(CompletionPractice.objects.values_list("practice", "digest"))
    frozen = {key: queries.basis_frozen(key, done) for key in PRACTICES}
    assert rows == {key: basis.digest if basis else "" for key, basis in frozen.items()}
    assert [changes.changes(basis, basis) for basis in frozen.values() if basis] == [()] * 4
