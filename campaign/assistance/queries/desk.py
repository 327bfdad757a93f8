"""What the desk reads of requests for help: the queue, the figures, and how content people were."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Case, Count, IntegerField, Min, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.search import containing
from campaign.assistance.models import AssistanceRequest, PeerMatch
from campaign.assistance.states import OPEN, OURS, State
from common.days import days_since

OURS_VALUES = [state.value for state in OURS]
OPEN_VALUES = [state.value for state in OPEN]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reviewer looks for; empty parts don't narrow. ``state`` may be "open", ``whose`` "mine" or "nobody"."""

    words: str = ""
    kind: str = ""
    state: str = "open"
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request in the queue. ``days`` is how long it has been waiting for the next person; -1 when it is closed."""

    request: AssistanceRequest
    days: int
    next_actor: str


@dataclass(frozen=True, slots=True)
class Stars:
    """How many people gave this many points, and the length of its bar in percent of the most."""

    points: int
    people: int
    bar: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The desk's figures: what is open, what waits for the IACP and since when, and the ratings."""

    open: int
    ours: int
    oldest: datetime | None
    closed: int
    rated: int
    average: str
    stars: tuple[Stars, ...]


def queue(wanted: Wanted, user: User) -> QuerySet[AssistanceRequest]:
    """The requests that match: what waits for the IACP first, each group with the longest waiting first."""
    rows = AssistanceRequest.objects.select_related("agency", "site", "assigned_to")
    for word in wanted.words.split()[:8]:
        rows = rows.filter(
            Q(subject__icontains=word)
            | Q(organization__icontains=word)
            | containing(word)
            | Q(name__icontains=word)
            | Q(site__name__icontains=word)
        )
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state == "open":
        rows = rows.filter(state__in=OPEN_VALUES)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.whose == "mine":
        rows = rows.filter(assigned_to=user)
    elif wanted.whose == "nobody":
        rows = rows.filter(assigned_to__isnull=True)
    turn = Case(
        When(state__in=OURS_VALUES, then=Value(0)),
        When(state=State.ANSWERED.value, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.order_by(turn, "turned_at", "pk")


def as_waiting(rows: list[AssistanceRequest], now: datetime) -> list[Waiting]:
    """The requests with their age and who is next."""
    return [Waiting(row, _days(row, now), next_actor(row)) for row in rows]


def next_actor(request: AssistanceRequest) -> str:
    """Who is to do something about it; empty when it is closed."""
    if request.standing is State.CLOSED:
        return ""
    if request.standing is State.ANSWERED:
        return _("the requester")
    return str(request.assigned_to) if request.assigned_to is not None else _("anyone")


def request(public_id: str) -> AssistanceRequest:
    """One request; AssistanceRequest.DoesNotExist."""
    return AssistanceRequest.objects.select_related("agency", "site", "assigned_to").get(public_id=public_id)


def matches(request: AssistanceRequest) -> list[PeerMatch]:
    """The agencies that were asked to talk to the requester, in order."""
    return list(PeerMatch.objects.filter(request=request).select_related("agency", "by").order_by("pk"))


def match(request: AssistanceRequest, pk: int) -> PeerMatch:
    """One match of the request; PeerMatch.DoesNotExist for another request's."""
    return PeerMatch.objects.get(request=request, pk=pk)


def summary() -> Summary:
    """The figures, in two statements."""
    counted = AssistanceRequest.objects.aggregate(
        open=Count("pk", filter=Q(state__in=OPEN_VALUES)),
        ours=Count("pk", filter=Q(state__in=OURS_VALUES)),
        oldest=Min("turned_at", filter=Q(state__in=OURS_VALUES)),
        closed=Count("pk", filter=Q(state=State.CLOSED.value)),
        average=Avg("rating"),
    )
    given = dict(
        AssistanceRequest.objects.filter(rating__isnull=False)
        .order_by()
        .values_list("rating")
        .annotate(people=Count("pk"))
    )
    most = max(given.values(), default=1)
    stars = tuple(
        Stars(points, given.get(points, 0), f"{given.get(points, 0) * 100 // most}%")
        for points in range(5, 0, -1)
    )
    return Summary(
        open=counted["open"],
        ours=counted["ours"],
        oldest=counted["oldest"],
        closed=counted["closed"],
        rated=sum(given.values()),
        average=f"{counted['average']:.1f}" if counted["average"] is not None else "",
        stars=stars,
    )


def _days(request: AssistanceRequest, now: datetime) -> int:
    return -1 if request.standing is State.CLOSED else days_since(request.turned_at, now)
