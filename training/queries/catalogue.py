"""Courses: what an agency may choose, and what the public register shows."""

from dataclasses import dataclass

from django.db.models import Case, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from accounts.models import User
from agencies.models import Agency
from agencies.queries import leads, people
from common.word_search import Text, matching
from compliance.terms import SAME
from training.course_titles import CatalogueCourse, fold
from training.lifecycles import UNDECIDED
from training.models import Course, EquivalencyRequest, Offering, Ruling, TrainingRecord

_RULED = (Course.Standing.RECOGNIZED, Course.Standing.APPROVED, Course.Standing.DECLINED)


def visible_courses(agency: Agency) -> QuerySet[Course]:
    """The courses that an agency sees: the portal's own, those that the IACP ruled on, and its own proposals."""
    return Course.objects.filter(Q(proposed_by=None) | Q(proposed_by=agency) | Q(standing__in=_RULED))


def catalogue_version() -> str:
    """A text that changes whenever a course is added or decided on. One query of a small table."""
    found = Course.objects.aggregate(courses=Count("pk"), last=Max("updated_at"))
    return f"{found['courses']}-{found['last']:%Y%m%d%H%M%S%f}" if found["last"] else "0"


def choices(agency: Agency) -> list[CatalogueCourse]:
    """What the rows of a file may be matched to."""
    rows = (
        visible_courses(agency)
        .order_by("title")
        .values_list("pk", "code", "title", "hours", "standing", "valid_months")
    )
    return [CatalogueCourse.of(*row) for row in rows]


def courses_used(agency: Agency) -> QuerySet[Course]:
    """The courses that the agency has records of, by title."""
    return Course.objects.filter(Exists(TrainingRecord.objects.filter(agency=agency, course=OuterRef("pk"))))


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course as an agency's list shows it: how many of its officers have a record of it, and its open request."""

    course: Course
    officers: int
    request: EquivalencyRequest | None


def course_rows(agency: Agency) -> list[CourseRow]:
    """The courses that an agency sees, by title. Two statements."""
    own = TrainingRecord.objects.filter(agency=agency, course=OuterRef("pk")).values("course")
    courses = visible_courses(agency).annotate(
        taken_by=Coalesce(Subquery(own.annotate(count=Count("officer", distinct=True)).values("count")), 0)
    )
    latest: dict[int, EquivalencyRequest] = {}
    for found in EquivalencyRequest.objects.filter(agency=agency).order_by("pk"):
        latest[found.course_id] = found
    return [CourseRow(course, course.taken_by, latest.get(course.pk)) for course in courses.order_by("title")]


def requests_of(agency: Agency) -> QuerySet[EquivalencyRequest]:
    """The agency's equivalency requests, the latest first."""
    return (
        EquivalencyRequest.objects.filter(agency=agency)
        .select_related("agency", "course", "syllabus", "decided_by")
        .order_by("-pk")
    )


def rulings_of(course: Course) -> QuerySet[Ruling]:
    """What the IACP ruled about a course, the latest first."""
    return Ruling.objects.filter(course=course).order_by("-decided_at", "-pk")


def register(*, search: str = "", track: str = "", standing: str = "") -> QuerySet[Course]:
    """The public register: every course that is recognized, or that the IACP ruled on, with the rulings.

    A search finds words of title, provider and code, not pieces of them, and what means the same.
    """
    found = Course.objects.filter(standing__in=_RULED).prefetch_related("rulings").order_by("title")
    if track:
        found = found.filter(track=track)
    if standing:
        found = found.filter(standing=standing)
    if search.strip():
        rows = found.prefetch_related(None).values_list("pk", "title", "provider", "code")
        held = matching(search, rows, lambda row: Text(row[1], row[2], row[3]), SAME)
        found = found.filter(pk__in=[row[0] for row in held])
    return found


def desk_queue() -> QuerySet[EquivalencyRequest]:
    """The requests that wait for the IACP, the longest waiting first, then those that wait for the agency."""
    return (
        EquivalencyRequest.objects.filter(state__in=UNDECIDED)
        .select_related("agency", "course")
        .order_by(Case(When(state=EquivalencyRequest.State.OPEN, then=0), default=1), "created_at")
    )


def all_requests() -> QuerySet[EquivalencyRequest]:
    """Every request, for the desk."""
    return EquivalencyRequest.objects.select_related(
        "agency", "course", "syllabus", "decided_by", "requested_by"
    )


def approved_courses() -> QuerySet[Course]:
    """The courses whose approval could be withdrawn, by title."""
    return (
        Course.objects.filter(standing=Course.Standing.APPROVED).prefetch_related("rulings").order_by("title")
    )


def precedents(course: Course) -> list[Course]:
    """Courses of the same track that the IACP ruled on and that resemble this one by provider or by words of the title."""
    words = {word for word in fold(course.title).split() if len(word) > 3}
    ruled = Course.objects.filter(track=course.track, standing__in=_RULED).exclude(pk=course.pk)
    scored = [
        (
            len(words & set(fold(other.title).split()))
            + 2 * bool(course.provider and other.provider == course.provider),
            other,
        )
        for other in ruled.prefetch_related("rulings")
    ]
    return [other for score, other in sorted(scored, key=lambda pair: (-pair[0], pair[1].title))[:6] if score]


def get_course(pk: int) -> Course:
    """A course by its number, for what happens in the background."""
    return Course.objects.get(pk=pk)


def get_ruling(pk: int) -> Ruling:
    """A ruling with its course."""
    return Ruling.objects.select_related("course").get(pk=pk)


def get_request(pk: int) -> EquivalencyRequest:
    """A request with its agency and course."""
    return EquivalencyRequest.objects.select_related("agency", "course").get(pk=pk)


def get_agency(pk: int) -> Agency:
    """An agency by its number, for what happens in the background."""
    return Agency.objects.get(pk=pk)


def agency_of(public_id: str) -> QuerySet[Agency]:
    """The agency with a public ID, for the desk."""
    return Agency.objects.filter(public_id=public_id)


def agencies_that_asked(course: Course) -> QuerySet[Agency]:
    """The agencies that proposed a course, or asked about it and didn't withdraw the question."""
    asked = EquivalencyRequest.objects.filter(course=course).exclude(state=EquivalencyRequest.State.WITHDRAWN)
    return Agency.objects.filter(
        Q(pk=course.proposed_by_id) | Q(Exists(asked.filter(agency=OuterRef("pk"))))
    ).order_by("pk")


def agencies_touched(course: Course) -> QuerySet[Agency]:
    """The agencies that have records or classes of a course, or asked about it."""
    kinds = (TrainingRecord, Offering, EquivalencyRequest)
    any_of = [Exists(kind.objects.filter(agency=OuterRef("pk"), course=course)) for kind in kinds]
    return Agency.objects.filter(any_of[0] | any_of[1] | any_of[2]).order_by("pk")


def people_to_tell(agency: Agency, course: Course) -> list[User]:
    """Who is told what becomes of a course: the agency's leads, and its members who asked about it."""
    asked = set(
        EquivalencyRequest.objects.filter(agency=agency, course=course).values_list("requested_by", flat=True)
    )
    led_by = {person.pk for person in leads(agency)}
    return [person for person in people(agency) if person.pk in led_by | asked]


def officers_with(agency: Agency, course: Course) -> int:
    """How many of the agency's officers have a record of a course."""
    return TrainingRecord.objects.filter(agency=agency, course=course).values("officer").distinct().count()
