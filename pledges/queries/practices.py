"""The practices of a pledge as pages show them: figures, what is missing, what a reviewer will ask."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from compliance.editions import EDITIONS, Edition
from compliance.report import Finding, WarningCode
from compliance.requirements import is_training
from pledges import messages, reading
from pledges.queries.assessment import Assessment
from pledges.queries.returned import Ask, Returned


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """One of the practices. ``finding`` is None while the records contradict each other.

    ``asks`` is what a reviewer will ask although it is met.
    """

    number: int
    practice: str
    title: str
    url: str
    label: str
    is_training: bool
    status: str = "not_assessable"
    finding: Finding | None = None
    words: str = ""
    missing: tuple[messages.Point, ...] = ()
    asks: tuple[messages.Point, ...] = ()
    returned: Ask | None = None


def practice_cards(
    assessment: Assessment, edition: Edition, returned: Returned | None = None
) -> tuple[PracticeCard, ...]:
    """The edition's practices in the order of the report, with figures, what is missing and where it is corrected.

    One that was returned is "returned", whatever its figures, until the agency has answered and changed it or said why not.
    """
    report, facts = assessment.report, assessment.facts
    findings = {finding.requirement: finding for finding in report.findings} if report else {}
    cards = []
    for number, practice in enumerate(edition.practices, start=1):
        page, label = messages.place_of(practice, facts)
        card = PracticeCard(
            number=number,
            practice=practice.key,
            title=_(practice.title),
            url=messages.url_of(page),
            label=str(label),
            is_training=is_training(practice),
        )
        finding = findings.get(practice.key)
        if finding is not None and facts is not None:
            card = replace(
                card,
                status=messages.standing(finding, facts),
                finding=finding,
                words=messages.found(finding),
                missing=tuple(messages.missing(finding, facts)),
                asks=reading.of_practice(practice, facts, assessment.beside) if finding.met else (),
            )
        ask = returned.of(practice.key) if returned is not None else None
        if ask is not None:
            card = replace(card, returned=ask, status=card.status if ask.is_settled else "returned_open")
        cards.append(card)
    return tuple(cards)


def notes(assessment: Assessment) -> tuple[messages.Point, ...]:
    """The warnings in plain words; before anyone is recorded, none about a roster that isn't there yet."""
    if assessment.report is None or assessment.facts is None:
        return ()
    no_one = messages.no_one_recorded(assessment.facts)
    given = assessment.report.warnings
    return tuple(
        messages.warning(one)
        for one in given
        if not (no_one and one.code == WarningCode.ROSTER_BELOW_DECLARED)
    )


def newer_than(edition: Edition) -> str:
    """The code of the newest edition, if it is newer than this one; else empty."""
    newest = max(EDITIONS.values(), key=lambda known: known.in_force_from)
    return newest.code if newest.in_force_from > edition.in_force_from else ""
