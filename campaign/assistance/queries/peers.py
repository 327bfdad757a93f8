"""Agencies that are much like the one that asks: by size, type and state, those that are further first.

A suggestion for a person to weigh, with its reasons. No one is written to by it.
"""

from dataclasses import dataclass

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.sizes import SIZE_BANDS, band_of
from campaign.assistance.models import AssistanceRequest, PeerMatch
from documents.queries import valid_certificates
from pledges.lifecycle import State
from pledges.models import Pledge
from pledges.queries import public_pledges

SHOWN = 6
# What each similarity weighs. Type and size say more about how an agency works than where it is.
TYPE, SIZE, NEAR_SIZE, STATE, COUNTRY, CERTIFIED = 3, 3, 1, 2, 1, 2


@dataclass(frozen=True, slots=True)
class Asker:
    """What is known of the requester; empty parts match nothing."""

    kind: str
    region: str
    country: str
    sworn: int | None
    agency_id: int | None


@dataclass(frozen=True, slots=True)
class Peer:
    """An agency that may have something to tell, and why it is suggested."""

    public_id: str
    name: str
    place: str
    certified: bool
    takes_questions: bool
    score: int
    reasons: tuple[str, ...]
    agency: Agency


def asker_of(request: AssistanceRequest) -> Asker:
    """What the request says, and its agency where it says nothing."""
    agency = request.agency
    region = request.region or (agency.region if agency is not None else "")
    return Asker(
        kind=request.agency_kind or (agency.kind if agency is not None else ""),
        region=region,
        country=region.partition("-")[0] or (agency.country if agency is not None else ""),
        sworn=request.sworn if request.sworn is not None else (agency.sworn if agency is not None else None),
        agency_id=agency.pk if agency is not None else None,
    )


def peers_for(request: AssistanceRequest) -> list[Peer]:
    """Up to SHOWN agencies of the public register, the likest first; without those that were asked. One statement.

    Of two that are equally like, the one that is certified comes first, then the one whose name does.
    """
    asker = asker_of(request)
    band = band_of(asker.sworn)
    same_size = Q(pk__in=[])
    near_size = Q(pk__in=[])
    if band is not None:
        place = SIZE_BANDS.index(band)
        same_size = _within(place)
        near_size = Q(pk__in=[])
        for other in (place - 1, place + 1):
            if 0 <= other < len(SIZE_BANDS):
                near_size |= _within(other)
    same_type = Q(agency__kind=asker.kind) if asker.kind else Q(pk__in=[])
    same_state = Q(agency__region=asker.region) if asker.region else Q(pk__in=[])
    same_country = Q(agency__country=asker.country) if asker.country else Q(pk__in=[])
    asked = PeerMatch.objects.filter(request=request).values("agency")
    rows = (
        public_pledges()
        .filter(same_type | same_size | same_state)
        .exclude(agency__in=asked)
        .exclude(agency=asker.agency_id)
        .annotate(
            of_type=_points(same_type, TYPE),
            of_size=Case(
                When(same_size, then=Value(SIZE)),
                When(near_size, then=Value(NEAR_SIZE)),
                default=Value(0),
                output_field=IntegerField(),
            ),
            of_place=Case(
                When(same_state, then=Value(STATE)),
                When(same_country, then=Value(COUNTRY)),
                default=Value(0),
                output_field=IntegerField(),
            ),
            is_certified=Exists(
                valid_certificates().filter(
                    completion__pledge=OuterRef("pk"), completion__pledge__state=State.COMPLETED
                )
            ),
        )
        .annotate(
            score=F("of_type")
            + F("of_size")
            + F("of_place")
            + Case(When(is_certified=True, then=Value(CERTIFIED)), default=Value(0))
        )
        .select_related("agency")
        .order_by("-score", "-is_certified", "agency__name", "pk")
    )
    return [_peer(pledge) for pledge in rows[:SHOWN]]


def listed_agency(public_id: str) -> Agency | None:
    """An agency of the public register, to be asked; None for every other."""
    found = public_pledges().filter(agency__public_id=public_id).select_related("agency")
    pledge = found.first()
    return pledge.agency if pledge is not None else None


def _within(place: int) -> Q:
    band = SIZE_BANDS[place]
    upper = Q() if band.most is None else Q(agency__sworn__lte=band.most)
    return Q(agency__sworn__gte=band.least) & upper


def _points(condition: Q, points: int) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


def _peer(pledge: Pledge) -> Peer:
    agency = pledge.agency
    found = {
        name: getattr(pledge, name) for name in ("of_type", "of_size", "of_place", "is_certified", "score")
    }
    reasons = [
        (found["of_type"] == TYPE, _("same type")),
        (found["of_size"] == SIZE, _("same size")),
        (found["of_size"] == NEAR_SIZE, _("similar size")),
        (found["of_place"] == STATE, _("same state")),
        (found["is_certified"], _("certified")),
    ]
    return Peer(
        public_id=agency.public_id,
        name=agency.name,
        place=agency.place,
        certified=found["is_certified"],
        takes_questions=agency.accepts_messages,
        score=found["score"],
        reasons=tuple(words for holds, words in reasons if holds),
        agency=agency,
    )
