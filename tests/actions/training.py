"""Rosters, records, classes, head counts and courses: the neighbor's officers have the same IDs and names."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from agencies.models import Agency
from rehearsal.factories.training import (
    CourseFactory,
    HeadCountFactory,
    OfferingFactory,
    OfficerFactory,
    RecordFactory,
    SessionFactory,
)
from tests.actions.stage import Arguments, Scene, row
from training.actions import courses, headcounts, judging, offerings, officers, records, retention
from training.models import (
    Course,
    EquivalencyRequest,
    Offering,
    Officer,
    Rejudgement,
    RosterImport,
    TrainingRecord,
)

DAY = date(2024, 5, 1)


def _officer(s: Scene, **fields: object) -> Officer:
    officer: Officer = OfficerFactory.create(agency=s.agency, ref="P1", name="Robin Hale", **fields)
    return officer


def _record(s: Scene) -> TrainingRecord:
    record: TrainingRecord = RecordFactory.create(officer=_officer(s), completed_on=DAY)
    return record


def _offering(s: Scene) -> Offering:
    """A class that is over, with two officers enrolled."""
    offering: Offering = OfferingFactory.create(agency=s.agency, reference="Spring")
    SessionFactory.create(offering=offering)
    _officer(s)
    OfficerFactory.create(agency=s.agency, ref="P2")
    offerings.enroll(offering=offering, refs=["P1"], by=s.lead)
    return offering


def _own_course(s: Scene) -> Course:
    course: Course = CourseFactory.create(
        code=f"OWN-{s.name}",
        title="Our own course",
        standing=Course.Standing.UNREVIEWED,
        proposed_by=s.agency,
    )
    RecordFactory.create(officer=_officer(s), course=course)
    return course


def _question(s: Scene) -> EquivalencyRequest:
    return courses.request(
        course=_own_course(s), agency=s.agency, by=s.lead, topics=["x"], explanation="It is."
    )


@row(courses.propose, "training.course_proposed: new Course")
def _propose(s: Scene) -> Arguments:
    fields = {
        "title": f"Crisis class of {s.name}",
        "provider": "The academy",
        "track": "cit",
        "hours": Decimal(40),
    }
    return {"agency": s.agency, "by": s.lead, **fields}


@row(courses.request, "training.equivalency_requested: new EquivalencyRequest", "> training.course_figures")
def _request(s: Scene) -> Arguments:
    if not s.mine:
        return {"found": _question(s)}
    return {
        "course": _own_course(s),
        "agency": s.agency,
        "by": s.lead,
        "topics": ["x"],
        "explanation": "It is.",
    }


@row(courses.answer, "training.equivalency_answered: found")
def _answer(s: Scene) -> Arguments:
    found = courses.ask(found=_question(s), question="Who taught it?", version=1, by=s.reviewer)
    return {"found": found, "version": found.version, "by": s.lead, "explanation": "Our partners."}


@row(courses.withdraw, "training.equivalency_withdrawn: found", "> training.course_figures")
def _withdraw(s: Scene) -> Arguments:
    return {"found": _question(s), "by": s.lead}


@row(courses.ask, "training.equivalency_asked: found", "> training.equivalency_asked")
def _ask(s: Scene) -> Arguments:
    found = _question(s)
    return {"found": found, "question": "Who taught it?", "version": found.version, "by": s.reviewer}


@row(
    courses.approve,
    "training.equivalency_approved: found",
    "> training.course_ruled",
    "> training.course_figures",
)
def _approve(s: Scene) -> Arguments:
    found = _question(s)
    return {
        "found": found,
        "reasons": "The same.",
        "conditions": "",
        "version": found.version,
        "by": s.reviewer,
    }


@row(
    courses.decline,
    "training.equivalency_declined: found",
    "> training.course_ruled",
    "> training.course_figures",
)
def _decline(s: Scene) -> Arguments:
    found = _question(s)
    return {"found": found, "reasons": "Too short.", "version": found.version, "by": s.reviewer}


@row(
    courses.withdraw_approval,
    "training.approval_withdrawn: course, of no agency",
    "> training.course_ruled",
    "> training.course_figures",
)
def _withdraw_approval(s: Scene) -> Arguments:
    found = _question(s)
    courses.approve(found=found, reasons="The same.", conditions="", version=found.version, by=s.reviewer)
    return {"course": Course.objects.get(pk=found.course_id), "reasons": "A mistake.", "by": s.reviewer}


def _imported(s: Scene) -> None:
    RosterImport.objects.create(agency=s.agency, state="mapping", shape={"tables": []}, before={"x": 1})


@row(retention.remove_names, "training.names_removed: agency")
def _remove_names(s: Scene) -> Arguments:
    _record(s)
    _imported(s)
    return {"agency": s.agency, "by": s.lead}


@row(retention.keep_no_names, "agencies.profile_changed: agency", "> training.forget_names")
def _keep_no_names(s: Scene) -> Arguments:
    _record(s)
    return {"agency": s.agency, "names": 1, "by": s.lead}


@row(retention.purge_roster, "agencies.profile_changed: agency", "training.roster_purged: agency")
def _purge_roster(s: Scene) -> Arguments:
    _offering(s)
    _imported(s)
    return {"agency": s.agency, "officers": 2, "by": s.lead}


@row(headcounts.enter, "agencies.profile_changed: agency", "training.head_count_entered: new HeadCount")
def _enter(s: Scene) -> Arguments:
    figures = {"sworn": 40, "cit": 8, "mhfa_without_cit": 32}
    if not s.mine:
        headcounts.enter(agency=s.agency, by=s.lead, as_of=DAY, **figures)
    return {"agency": s.agency, "by": s.lead, "as_of": DAY, **figures}


@row(headcounts.count_class, "training.head_count_entered: new HeadCount", "training.class_counted: offering")
def _count_class(s: Scene) -> Arguments:
    s.agency.evidence_mode = Agency.EvidenceMode.COUNTS
    s.agency.save(update_fields=["evidence_mode"])
    HeadCountFactory.create(agency=s.agency, mhfa_without_cit=10)
    offering = OfferingFactory.create(agency=s.agency, reference="Spring")
    SessionFactory.create(offering=offering)
    return {"offering": offering, "finished": 3, "with_first_aid": 0, "by": s.lead}


@row(headcounts.delete, "training.head_count_deleted: head_count")
def _delete_head_count(s: Scene) -> Arguments:
    return {"head_count": HeadCountFactory.create(agency=s.agency), "by": s.lead}


@row(judging.rejudge, touches=("training.AgencyFigures",))
def _rejudge(s: Scene) -> Arguments:
    _record(s)
    return {"as_of": timezone.localdate()}


@row(judging.next_slice, touches=("training.AgencyFigures",))
def _next_slice(s: Scene) -> Arguments:
    _record(s)
    run, _new = Rejudgement.objects.get_or_create(
        as_of=timezone.localdate(), defaults={"started_at": timezone.now(), "total": 2}
    )
    return {"run": run, "slice_of": 10}


@row(judging.refigure_course)
def _refigure_course(s: Scene) -> Arguments:
    return {"course": _own_course(s)}


@row(judging.purge_old_runs)
def _forget_old_runs(s: Scene) -> Arguments:
    today = timezone.localdate()
    day = today - timedelta(days=31 if s.mine else 30)
    s.due.append(Rejudgement.objects.create(as_of=day, started_at=timezone.now(), total=2))
    return {"before": today}


def _sessions() -> list[offerings.Session]:
    return [offerings.Session(DAY, Decimal(8))]


@row(offerings.add, "training.offering_added: new Offering")
def _add_offering(s: Scene) -> Arguments:
    fields = {"course": CourseFactory.create(code="MHFA"), "reference": "Spring", "seats": 20}
    if not s.mine:
        offerings.add(agency=s.agency, sessions=_sessions(), by=s.lead, **fields)
    return {"agency": s.agency, "sessions": _sessions(), "by": s.lead, **fields}


@row(offerings.change, "training.offering_changed: offering")
def _change_offering(s: Scene) -> Arguments:
    offering = _offering(s)
    return {
        "offering": offering, "sessions": _sessions(), "version": offering.version, "by": s.lead,
        "course": offering.course, "reference": "Summer",
    }  # fmt: skip


@row(offerings.delete, "training.offering_deleted: offering")
def _delete_offering(s: Scene) -> Arguments:
    return {"offering": _offering(s), "by": s.lead}


@row(offerings.enroll, "training.officers_enrolled: offering")
def _enroll(s: Scene) -> Arguments:
    return {"offering": _offering(s), "refs": ["P1", "P2"], "by": s.lead}


@row(offerings.unenroll, "training.officer_unenrolled: offering")
def _unenroll(s: Scene) -> Arguments:
    return {"offering": _offering(s), "officer": Officer.objects.get(agency=s.agency, ref="P1"), "by": s.lead}


@row(offerings.credit, "training.class_credited: offering")
def _credit(s: Scene) -> Arguments:
    offering = _offering(s)
    attended = {Officer.objects.get(agency=s.agency, ref="P1").pk: {"1"}}
    return {"offering": offering, "attended": attended, "status": "completed", "by": s.lead}


@row(offerings.add_class_list, "training.class_listed: course")
def _add_class_list(s: Scene) -> Arguments:
    _officer(s)
    arguments = {
        "agency": s.agency, "refs": ["P1"], "course": CourseFactory.create(), "completed_on": DAY, "hours": Decimal(40),
        "delivery": "in_person", "by": s.lead,
    }  # fmt: skip
    if not s.mine:
        offerings.add_class_list(**arguments)
    return arguments


@row(officers.add, "training.officer_added: new Officer")
def _add_officer(s: Scene) -> Arguments:
    if not s.mine:
        _officer(s)
    return {"agency": s.agency, "by": s.lead, "ref": "P1", "name": "Robin Hale"}


@row(officers.change, "training.officer_readmitted: officer", "training.officer_changed: officer")
def _change_officer(s: Scene) -> Arguments:
    officer = _officer(s, on_leave_since=DAY, excluded_because="On leave.")
    return {"officer": officer, "version": officer.version, "by": s.lead, "ref": "P2", "on_leave_since": None}


@row(officers.separate, "training.officer_separated: officer")
def _separate(s: Scene) -> Arguments:
    return {"officer": _officer(s), "on": DAY, "by": s.lead}


@row(officers.delete, "training.officer_deleted: officer")
def _delete_officer(s: Scene) -> Arguments:
    return {"officer": _record(s).officer, "by": s.lead}


@row(officers.exclude, "training.officer_excluded: officer", "> training.strength_changed")
def _exclude(s: Scene) -> Arguments:
    return {"officer": _officer(s, on_leave_since=DAY), "because": "Military leave.", "by": s.reviewer}


@row(records.add, "training.record_added: new TrainingRecord")
def _add_record(s: Scene) -> Arguments:
    officer = _officer(s) if s.mine else _record(s).officer
    fields = {"course": CourseFactory.create(), "completed_on": DAY, "hours": Decimal(40)}
    return {"officer": officer, "by": s.lead, **fields}


@row(records.change, "training.record_changed: record")
def _change_record(s: Scene) -> Arguments:
    return {"record": _record(s), "by": s.lead, "hours": Decimal(39)}


@row(records.delete, "training.record_deleted: record")
def _delete_record(s: Scene) -> Arguments:
    return {"record": _record(s), "by": s.lead}
