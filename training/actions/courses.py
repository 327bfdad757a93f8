"""Courses that agencies propose, and the question whether one is equivalent: asked, answered, decided, withdrawn."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.actions.agency import lock_agency
from agencies.models import Agency
from agencies.permissions import Capability, require
from audit import trail
from audit.versions import overtaken, require_version, save_next
from common.models import opaque_code
from common.problems import Conflict, Refused
from compliance.editions import EDITIONS, Track
from outbox.post import post, post_to_each
from training import queries
from training.course_titles import Suggestions
from training.lifecycles import EQUIVALENCY, UNDECIDED, RequestTransition
from training.models import Course, EquivalencyRequest, Ruling
from training.permissions import require_may_decide

Standing = Course.Standing
COURSE_FIELDS = ("title", "provider", "track", "hours", "valid_months", "is_refresher")
REQUEST_FIELDS = ("topics", "explanation", "syllabus", "syllabus_name")


def propose(*, agency: Agency, by: User, **fields: Any) -> Course:
    """Add a course of the agency's own to the catalogue, and return it. It counts for nothing until it is approved.

    ``fields`` are COURSE_FIELDS. Refused (field ``title``) for a title that the catalogue has already: recognized
    courses, and those known not to be equivalent, are answered at once. Side effects: the course, seen by this agency
    alone; ``training.course_proposed`` on the trail.
    """
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.TRAINING_EDIT, locked)
        known = Suggestions(queries.choices(locked)).of(fields["title"])
        if known is not None:
            course = Course.objects.get(pk=known.pk)
            raise Refused(
                _("This course is in the catalog: %(title)s. %(note)s")
                % {"title": course.title, "note": course.note},
                field="title",
            )
        course = Course.objects.create(
            code=f"L-{opaque_code()[:10].upper()}", standing=Standing.UNREVIEWED, proposed_by=locked, **fields
        )
        trail.record("training.course_proposed", by=by, subject=course, agency=locked)
    return course


def request(*, course: Course, agency: Agency, by: User, **fields: Any) -> EquivalencyRequest:
    """Ask the IACP whether a course is equivalent, and return the request.

    ``fields`` are REQUEST_FIELDS. Refused for a course that counts already, for one that can never count (FAQ 3, 4), for
    one shorter than its track asks, and while this agency's last request about it is open. Side effects: the request; the
    course waits for a decision; ``training.equivalency_requested`` on the trail.
    """
    with transaction.atomic():
        require(by, Capability.TRAINING_EDIT, agency)
        locked = _lock_course(course)
        if locked.counts:
            raise Refused(_("This course already counts, so there is nothing to ask."))
        _require_possible(locked)
        if EquivalencyRequest.objects.filter(agency=agency, course=locked, state__in=UNDECIDED).exists():
            raise Refused(_("Your agency has already asked about this course. The IACP hasn't answered yet."))
        found = EquivalencyRequest.objects.create(agency=agency, course=locked, requested_by=by, **fields)
        _set_standing(locked, Standing.PENDING)
        trail.record("training.equivalency_requested", by=by, subject=found, agency=agency)
        _refigure(locked, found)
    return found


def answer(*, found: EquivalencyRequest, version: int, by: User, **fields: Any) -> EquivalencyRequest:
    """Answer what the IACP asked: the request waits for the IACP again. Conflict for a stale ``version``.

    Refused when nothing is said that wasn't said before.

    Side effects: the request; ``training.equivalency_answered`` on the trail.
    """
    with transaction.atomic():
        require(by, Capability.TRAINING_EDIT, found.agency)
        locked = _moved(found, RequestTransition.ANSWER, version=version)
        given = {name: fields[name] for name in REQUEST_FIELDS if name in fields}
        if all(getattr(locked, name) == value for name, value in given.items()):
            raise Refused(
                _("The IACP already has this. Write your answer here, or say more about the topics."),
                field="explanation",
            )
        for name, value in given.items():
            setattr(locked, name, value)
        save_next(locked)
        trail.record("training.equivalency_answered", by=by, subject=locked, agency=locked.agency)
    return locked


def withdraw(*, found: EquivalencyRequest, by: User) -> EquivalencyRequest:
    """Take a request back before it is decided; the course waits on only while someone else asks about it too.

    Side effects: the request and perhaps the course; ``training.equivalency_withdrawn`` on the trail.
    """
    with transaction.atomic():
        require(by, Capability.TRAINING_EDIT, found.agency)
        course = _lock_course(found.course)
        locked = _moved(found, RequestTransition.WITHDRAW)
        save_next(locked)
        others = EquivalencyRequest.objects.filter(course=course, state__in=UNDECIDED)
        if course.standing == Standing.PENDING and not others.exists():
            last = Ruling.objects.filter(course=course).first()
            _set_standing(course, Standing(last.standing) if last else Standing.UNREVIEWED)
            _refigure(course, locked)
        trail.record("training.equivalency_withdrawn", by=by, subject=locked, agency=locked.agency)
    return locked


def ask(*, found: EquivalencyRequest, question: str, version: int, by: User) -> EquivalencyRequest:
    """Ask the agency for more. Side effects: the request; ``training.equivalency_asked`` on the trail; an email."""
    with transaction.atomic():
        require_may_decide(by, found.course)
        locked = _moved(found, RequestTransition.ASK, version=version)
        locked.question = question
        save_next(locked)
        trail.record("training.equivalency_asked", by=by, subject=locked, agency=locked.agency)
        told = queries.people_to_tell(locked.agency, locked.course)
        occasion = f"{locked.pk}:{locked.version}"
        post_to_each("training.equivalency_asked", told, key=occasion, request_id=locked.pk)
    return locked


def approve(*, found: EquivalencyRequest, reasons: str, conditions: str, version: int, by: User) -> Ruling:
    """Approve a course as equivalent: it counts for everyone at once, also for those who took it earlier.

    Side effects: the course; every open request about it; the ruling; ``training.equivalency_approved`` on the trail;
    the figures counted again and emails to the agencies that it touches, through the outbox.
    """
    require_may_decide(by, found.course)
    if not reasons.strip():
        raise Refused(_("Write the reasons. Later decisions are compared with them."), field="reasons")
    return _rule(found, Standing.APPROVED, RequestTransition.APPROVE, reasons, conditions, version, by)


def decline(*, found: EquivalencyRequest, reasons: str, version: int, by: User) -> Ruling:
    """Find a course not equivalent, with reasons. Side effects as of `approve`."""
    require_may_decide(by, found.course)
    if not reasons.strip():
        raise Refused(_("Write why, so that the agency knows what to do."), field="reasons")
    return _rule(found, Standing.DECLINED, RequestTransition.DECLINE, reasons, "", version, by)


def withdraw_approval(*, course: Course, reasons: str, by: User) -> Ruling:
    """Take an approval back: the course counts for no one any more, and those it touches are told.

    Side effects: the course; the ruling; ``training.approval_withdrawn`` on the trail; figures and emails.
    """
    require_may_decide(by, course)
    if not reasons.strip():
        raise Refused(_("Write why. Every agency that the course counted for reads it."), field="reasons")
    with transaction.atomic():
        locked = _lock_course(course)
        if locked.standing != Standing.APPROVED:
            raise Conflict(_("This course isn't approved any more."))
        _set_standing(locked, Standing.DECLINED)
        ruling = Ruling.objects.create(
            course=locked,
            standing=Standing.DECLINED,
            reasons=reasons,
            is_withdrawal=True,
            decided_at=timezone.now(),
            decided_by=by,
        )
        trail.record("training.approval_withdrawn", by=by, subject=locked)
        _tell(ruling)
    return ruling


def _rule(
    found: EquivalencyRequest,
    standing: Course.Standing,
    transition: RequestTransition,
    reasons: str,
    conditions: str,
    version: int,
    by: User,
) -> Ruling:
    now = timezone.now()
    with transaction.atomic():
        course = _lock_course(found.course)
        require_may_decide(by, course)
        locked = _moved(found, transition, version=version)
        if standing == Standing.APPROVED:
            _require_possible(course)
        others = EquivalencyRequest.objects.filter(course=course, state__in=UNDECIDED)
        others.update(
            state=locked.state,
            reasons=reasons,
            conditions=conditions,
            decided_by=by,
            decided_at=now,
            version=F("version") + 1,
            updated_at=now,
        )
        _set_standing(course, standing)
        ruling = Ruling.objects.create(
            course=course,
            standing=standing,
            reasons=reasons,
            conditions=conditions,
            decided_at=now,
            decided_by=by,
        )
        verb = (
            "training.equivalency_approved"
            if standing == Standing.APPROVED
            else "training.equivalency_declined"
        )
        trail.record(verb, by=by, subject=locked, agency=locked.agency, details={"course": course.pk})
        _tell(ruling)
    return ruling


def _tell(ruling: Ruling) -> None:
    post("training.course_ruled", key=f"{ruling.pk}", ruling_id=ruling.pk)
    _refigure(ruling.course, ruling)


def _refigure(course: Course, because: EquivalencyRequest | Ruling) -> None:
    key = f"{because._meta.model_name}:{because.pk}:{course.standing}"
    post("training.course_figures", key=key, course_id=course.pk)


def _require_possible(course: Course) -> None:
    for edition in EDITIONS.values():
        if not edition.can_be_equivalent(course.code):
            raise Refused(course.note or _("This course can't be approved."))
        rule = edition.tracks.get(Track(course.track))
        if rule is None:
            raise Refused(_("Choose what the course counts for."))
        if course.hours < rule.least_hours and not course.is_refresher:
            raise Refused(
                _("A course of %(hours)s hours can't be equivalent: at least %(least)s are needed.")
                % {"hours": f"{course.hours.normalize():f}", "least": rule.least_hours}
            )


def _set_standing(course: Course, standing: Course.Standing) -> None:
    course.standing = standing
    course.save(update_fields=["standing", "updated_at"])


def _lock_course(course: Course) -> Course:
    return Course.objects.select_related("proposed_by").select_for_update(of=("self",)).get(pk=course.pk)


def _moved(
    found: EquivalencyRequest, transition: RequestTransition, *, version: int | None = None
) -> EquivalencyRequest:
    """The request, locked, in the state after ``transition``, unsaved; Stale when it has moved on."""
    locked = (
        EquivalencyRequest.objects.select_related("agency", "course")
        .select_for_update(of=("self",))
        .get(pk=found.pk)
    )
    if version is not None:
        require_version(locked, version)
    EQUIVALENCY.move(locked, transition, closed=lambda _state: overtaken(locked))
    return locked
