"""Agencies as the desk sees them: a list to search, and one agency's pledge with its evidence."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from agencies import leads
from agencies import queries as agency_queries
from agencies.identity import tidy_ori
from agencies.models import Agency, IdentityRequest
from agencies.search import WORDS, containing, words_of
from agencies.time_zones import latest_day
from audit.queries import Event, history
from common.drawing import Bar, bar
from common.text import tidy_address
from compliance.editions import EDITIONS, edition_by_code, edition_on
from compliance.report import Verdict
from documents.models import Document
from pledges import messages
from pledges import queries as pledges
from pledges.lifecycle import LIFECYCLE
from pledges.models import Completion, Pledge
from pledges.queries import Assessment, Clock, Status
from reviews.queries import people
from reviews.queries.entries import EntriesShown, shown
from training import figures
from training.models import AgencyFigures


@dataclass(frozen=True, slots=True)
class TrainingCell:
    """An agency's training as last counted: sworn officers with crisis-intervention training, and covered at all.

    ``cit_bar`` and ``aid_bar`` are drawn beside the numbers; ``verdict`` is by the edition of the agency's pledge.
    """

    sworn: int
    cit: int
    covered: int
    verdict: str
    cit_bar: Bar | None
    aid_bar: Bar | None


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One line of the list."""

    public_id: str
    name: str
    place: str
    state: str
    pledged_on: date | None
    training: TrainingCell | None


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """Everything that the page shows; templates run no query."""

    agency: Agency
    place: str
    pledge: Pledge | None
    clock: Clock | None
    assessment: Assessment | None
    found: tuple[tuple[str, str, str], ...]
    evidence: tuple[EntriesShown, ...]
    completions: tuple[Completion, ...]
    certificates: tuple[Document, ...]
    events: tuple[Event, ...]
    steps: frozenset[str]
    former_names: tuple[str, ...]
    identity_requests: tuple[IdentityRequest, ...]
    status: Status | None
    access: leads.Access


def agencies(words: str = "", state: str = "", training: str = "") -> QuerySet[Agency]:
    """Every agency with ``state``, ``pledged_on`` and ``edition`` of its latest pledge, by name.

    Filtered by words, by state, and by the verdict on the training as last counted (a value of `Verdict`).
    """
    latest = Pledge.objects.filter(agency=OuterRef("pk")).order_by("-pledged_on", "-id")
    found = (
        Agency.objects.select_related("training_figures")
        .annotate(
            state=Subquery(latest.values("state")[:1]),
            pledged_on=Subquery(latest.values("pledged_on")[:1]),
            edition=Coalesce(
                Subquery(latest.values("edition")[:1]), Value(edition_on(timezone.localdate()).code)
            ),
        )
        .order_by("name", "pk")
    )
    if training:
        verdict = Verdict(training)
        found = found.filter(
            reduce(
                or_,
                (Q(edition=code) & figures.judged(edition, verdict) for code, edition in EDITIONS.items()),
            )
        )
    if words.strip():
        found = found.filter(_known_as(words))
    return found.filter(Q(state=state)) if state else found


def _known_as(typed: str) -> Q:
    """The agencies that every word tells something of, or whose ORI was typed with spaces."""
    # "Name <address>", as mail programs copy it, is an address.
    words = [tidy_address(typed)] if "<" in typed and "@" in typed else typed.split()[:WORDS]
    words = [word for word in words if words_of(word)]
    named = people.agencies_by_names([word for word in words if "@" not in word])
    known = [_known_by(word) | Q(pk__in=named.get(word, ())) for word in words]
    ori = Q(ori=tidy_ori(typed)) & ~Q(ori="")
    return reduce(and_, known) | ori if known else Q(pk__in=[])


def _known_by(word: str) -> Q:
    """The agencies with this word in a name, former name or city; with this ORI; or whose people have this address."""
    known = containing(word, through="") | (Q(ori=tidy_ori(word)) & ~Q(ori=""))
    return known | people.at_address(tidy_address(word)) if "@" in word else known


def rows(found: list[Agency]) -> list[AgencyRow]:
    """Agencies of ``agencies()`` as lines of the list."""
    return [
        AgencyRow(
            public_id=agency.public_id,
            name=agency.name,
            place=agency.place,
            state=agency.state or "",  # type: ignore[attr-defined]
            pledged_on=agency.pledged_on,  # type: ignore[attr-defined]
            training=_training_of(agency),
        )
        for agency in found
    ]


def pledge_of_agency(public_id: str) -> Pledge | None:
    """The pledge that stands for the agency with this public ID; None without such an agency, or without a pledge."""
    agency = Agency.objects.filter(public_id=public_id).first()
    return pledges.current_pledge(agency) if agency is not None else None


def agency_page(public_id: str, today: date) -> AgencyPage:
    """One agency with its pledge, figures and evidence on ``today``; Agency.DoesNotExist."""
    agency = Agency.objects.get(public_id=public_id)
    pledge = pledges.current_pledge(agency)
    assessment = pledges.cached_assessment(pledge, today) if pledge is not None else None
    report = assessment.report if assessment is not None else None
    certificates = Document.objects.filter(agency=agency, kind=Document.Kind.CERTIFICATE)
    return AgencyPage(
        agency=agency,
        place=agency.place,
        pledge=pledge,
        clock=pledges.clock_of(pledge, today) if pledge is not None else None,
        assessment=assessment,
        found=tuple(
            (
                messages.title_of(finding.requirement),
                messages.found(finding),
                "met" if finding.met else "not_met",
            )
            for finding in (report.findings if report is not None else ())
        ),
        evidence=shown(assessment.facts, assessment.gathered.evidence)
        if assessment is not None and assessment.gathered is not None
        else (),
        completions=tuple(
            Completion.objects.filter(agency=agency)
            .exclude(state=Completion.State.DRAFT)
            .order_by("-submitted_at")
        ),
        certificates=tuple(certificates.select_related("superseded_by").order_by("-id")),
        events=tuple(history(agency, limit=40)),
        steps=frozenset(str(step) for step in LIFECYCLE.open_from(pledge.state))
        if pledge is not None
        else frozenset(),
        former_names=agency_queries.former_names(agency),
        identity_requests=tuple(agency_queries.identity_requests_of(agency)),
        status=pledges.status_of(pledge, latest_day()) if pledge is not None else None,
        access=leads.access_of(agency),
    )


def _training_of(agency: Agency) -> TrainingCell | None:
    row: AgencyFigures | None = getattr(agency, "training_figures", None)
    if row is None or not row.sworn:
        return None
    edition = edition_by_code(agency.edition)  # type: ignore[attr-defined]
    counted = figures.Figures.stored(row)
    cit, covered = counted.holding(edition.crisis_intervention), counted.holding(edition.first_aid)
    return TrainingCell(
        sworn=counted.sworn,
        cit=cit,
        covered=covered,
        verdict=str(counted.training(edition)),
        cit_bar=bar(have=cit, needed=edition.crisis_intervention.needed(counted.sworn), out_of=counted.sworn),
        aid_bar=bar(have=covered, needed=edition.first_aid.needed(counted.sworn), out_of=counted.sworn),
    )
