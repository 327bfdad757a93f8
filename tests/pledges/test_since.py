"""A certified agency keeps its records up to date, sees today beside what was certified, and nothing issued changes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from agencies.models import Agency, Membership
from common.addresses import at_agency
from documents import composing
from documents import queries as documents
from documents.models import Document, PresidentTerm
from files.store import keep_bytes
from partnerships import actions as partnerships
from partnerships.queries import Contact
from pledges import queries
from pledges.models import Completion, Pledge, SubmittedCopy
from pledges.queries.overview import Today
from policies import actions as policies
from policies.models import Policy
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import (
    CompletionFactory,
    PledgeFactory,
    add_officers,
    add_partnership,
    add_policy,
    member,
)
from reviews import actions as reviews
from tests.pledges.returning import EVERY, send
from training.actions import officers as roster
from training.actions import records
from training.models import TrainingRecord

pytestmark = pytest.mark.django_db


def certified() -> Pledge:
    """Certified on a roster of five, with a memorandum."""
    PresidentTerm.objects.create(name="Casey Morgan", from_on="2020-01-01")
    agency = PledgeFactory(agency__sworn=5).agency
    add_officers(agency, cit=1, mhfa=4)
    memorandum = keep_bytes(b"%PDF-1.7 signed\n%%EOF\n", media_type="application/pdf")
    add_partnership(agency, mou=memorandum, mou_name="MOU.pdf")
    add_policy(agency)
    done = send(CompletionFactory(pledge=agency.pledges.get()))
    reviews.approve(completion=done, practices=EVERY, by=ReviewerFactory())
    return Pledge.objects.get()


def today_of(pledge: Pledge) -> Today:
    lead = member(pledge.agency)
    membership = Membership.objects.select_related("agency").get(user=lead)
    with at_agency(pledge.agency.public_id):
        page = queries.overview(pledge.agency, membership, timezone.localdate())
    assert page.since is not None
    return page.since


def frozen(pledge: Pledge) -> list[Any]:
    """All that is issued, printed and shown of what was certified."""
    done = Completion.objects.get(pledge=pledge, state="approved")
    on = timezone.localdate()
    return [
        list(Document.objects.order_by("pk").values("content", "content_digest", "number", "revoked_at")),
        composing.letter(documents.frozen_submission(done), on=on),
        (done.facts, done.report, done.particulars, done.submission_digest),
        list(SubmittedCopy.objects.values_list("evidence", "ref", "file", "file_name")),
        [(one.certified.words, one.certified.status) for one in today_of(pledge).practices],
    ]


def by(agency: Agency) -> Any:
    return member(agency, "editor")


def new_contact(agency: Agency) -> None:
    row = agency.partnerships.get()
    contacts = [Contact("Dr. Reyes", "Crisis desk", phone="555-0100")]
    partnerships.change(
        partnership=row, version=row.version, by=by(agency), contacts=contacts, review_on="2027-01-01"
    )


def new_memorandum(agency: Agency) -> None:
    row = agency.partnerships.get()
    mou = keep_bytes(b"%PDF-1.7 renewed\n%%EOF\n", media_type="application/pdf")
    partnerships.change(partnership=row, version=row.version, by=by(agency), mou=mou, mou_name="MOU 2.pdf")


def another_partner(agency: Agency) -> None:
    row = agency.partnerships.get()
    partnerships.change(
        partnership=row, version=row.version, by=by(agency), organization="Valley Crisis Center"
    )


def policy_renamed(agency: Agency) -> None:
    row = agency.policies.get()
    policies.change(
        policy=row, version=row.version, by=by(agency), components={"purpose": "1"}, title="GO 12-5"
    )


def partner_deleted(agency: Agency) -> None:
    partnerships.delete(partnership=agency.partnerships.get(), by=by(agency))


def policy_retired(agency: Agency) -> None:
    policies.retire(policy=agency.policies.get(), on=timezone.localdate(), by=by(agency))


def record_deleted(agency: Agency) -> None:
    records.delete(record=TrainingRecord.objects.filter(course__code="CIT").get(), by=by(agency))


def officer_hired(agency: Agency) -> None:
    roster.add(agency=agency, by=by(agency), ref="P900", is_sworn=True)


CASES: list[tuple[Callable[[Agency], None], list[str]]] = [
    (new_contact, []),
    (new_memorandum, []),
    (another_partner, []),
    (policy_renamed, []),
    (
        partner_deleted,
        [
            "Add the community mental health organization that you work with, the start date, and what you do together."
        ],
    ),
    (
        policy_retired,
        [
            "General Order 12-4 was retired on {today}.",
            "Add your policy, the day it was adopted, and its main components.",
        ],
    ),
    (
        record_deleted,
        [
            "1 more sworn officer needs crisis-intervention training (CIT, CRIT or an approved equivalent).",
            "1 sworn officer has neither crisis-intervention training nor Mental Health First Aid.",
        ],
    ),
    (
        officer_hired,
        [
            "1 more sworn officer needs crisis-intervention training (CIT, CRIT or an approved equivalent).",
            "1 sworn officer has neither crisis-intervention training nor Mental Health First Aid.",
        ],
    ),
]


@pytest.mark.parametrize(("change", "takes"), CASES, ids=lambda one: getattr(one, "__name__", ""))
def test_evidence_is_kept_up_to_date_and_nothing_certified_changes(
    change: Callable[[Agency], None], takes: list[str]
) -> None:
    pledge = certified()
    before = frozen(pledge)
    assert today_of(pledge).short == ()
    change(pledge.agency)
    assert frozen(pledge) == before
    short = today_of(pledge).short
    said = [text.format(today=date_format(timezone.localdate(), "DATE_FORMAT")) for text in takes]
    assert [point.text for one in short for point in one.today.missing] == said
    pledge.refresh_from_db()
    assert pledge.state == "completed"


def test_figures_of_both_days_stand_beside_each_other() -> None:
    pledge = certified()
    record_deleted(pledge.agency)
    found = {
        one.today.practice: (one.certified.words, one.today.words, one.falls_short)
        for one in today_of(pledge).practices
    }
    assert found["crisis_intervention"] == (
        "1 of 5 sworn officers; 1 needed",
        "0 of 5 sworn officers; 1 needed, 1 more to train",
        True,
    )
    assert found["partnership"] == ("1 active partnership", "1 active partnership", False)


def test_records_that_contradict_each_other_are_told_and_not_judged() -> None:
    pledge = certified()
    Policy.objects.update(adopted_on="0202-02-01")
    found = today_of(pledge)
    assert (bool(found.problems), found.as_of) == (True, None)
    assert {one.today.status for one in found.practices} == {"not_assessable"}


def test_the_memorandum_that_was_submitted_stays_for_the_agency_and_the_reviewer() -> None:
    pledge = certified()
    copy = SubmittedCopy.objects.get()
    new_memorandum(pledge.agency)
    found = queries.submitted_copy(pledge.agency, copy.public_id)
    assert found is not None
    assert (found.file_name, found.file) == ("MOU.pdf", copy.file)
    assert queries.submitted_copy(PledgeFactory().agency, copy.public_id) is None
