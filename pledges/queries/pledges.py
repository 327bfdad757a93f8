"""Finding pledges and completions."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from agencies.models import Agency
from agencies.ties import Named, Why
from common import tokens
from pledges.lifecycle import OPEN, PUBLIC, State
from pledges.models import (
    ANSWER_LINK,
    CONFIRM_LINK,
    Completion,
    CompletionPractice,
    NamedCoordinator,
    Pledge,
    SubmittedCopy,
)

LIVE = OPEN | {State.COMPLETED, State.REVOKED}


def current_pledge(agency: Agency) -> Pledge | None:
    """The pledge that an agency's pages are about: the live one, else the latest that was made."""
    pledges = list(
        Pledge.objects.filter(agency=agency).select_related("agency").order_by("-pledged_on", "-id")
    )
    return next(
        (pledge for pledge in pledges if pledge.lifecycle_state in LIVE), pledges[0] if pledges else None
    )


def live_pledge(agency: Agency) -> Pledge | None:
    """The agency's pledge that is on its way or completed; there is at most one."""
    return Pledge.objects.filter(agency=agency, state__in=LIVE).select_related("agency").first()


def certified_on_file(agency: Agency) -> Pledge | None:
    """The agency's pledge if the IACP's files of before the portal say that it is certified, and it still is."""
    rows = Pledge.objects.filter(agency=agency, state=State.COMPLETED, is_certified_on_file=True)
    return rows.select_related("agency").first()


def edition_code_of(agency: Agency) -> str | None:
    """The code of the edition that the agency's live pledge is judged by; None without such a pledge."""
    return Pledge.objects.filter(agency=agency, state__in=LIVE).values_list("edition", flat=True).first()


def public_pledges() -> QuerySet[Pledge]:
    """What the lists and counts of the public hold: on the way or certified, and no certificate revoked since."""
    return Pledge.objects.filter(state__in=PUBLIC, revoked_on__isnull=True, agency__is_suspended=False)


def pledge_by_public_id(public_id: str) -> Pledge:
    """One pledge with its agency, for the desk; Pledge.DoesNotExist."""
    return Pledge.objects.select_related("agency", "verified_by").get(public_id=public_id)


def find_pledge(public_id: str) -> Pledge | None:
    """One pledge with its agency, if there is one of this name."""
    return Pledge.objects.select_related("agency").filter(public_id=public_id).first()


def pledge_by_number(pk: int) -> Pledge:
    """One pledge with its agency; Pledge.DoesNotExist."""
    return Pledge.objects.select_related("agency").get(pk=pk)


def find_by_number(pk: int) -> Pledge | None:
    """One pledge with its agency; None when it was deleted unconfirmed."""
    return Pledge.objects.select_related("agency").filter(pk=pk).first()


def pledge_by_form_key(form_key: str) -> Pledge | None:
    """The pledge that a form with this key made, if it was sent before."""
    return Pledge.objects.select_related("agency").filter(form_key=form_key).first()


def pledge_to_confirm(token: str) -> Pledge | None:
    """The pledge whose coordinator's address this link confirms, or did; None when the link isn't ours or has run out."""
    pledge = tokens.find(Pledge.objects.select_related("agency"), "confirm_hash", token)
    return (
        pledge if pledge is not None and _is_good(pledge, CONFIRM_LINK, token, pledge.confirm_until) else None
    )


def pledge_to_answer(token: str) -> Pledge | None:
    """The pledge that this link answers the IACP's question about, or did; None when the link isn't ours or has run out."""
    pledge = tokens.find(Pledge.objects.select_related("agency"), "answer_hash", token)
    return (
        pledge if pledge is not None and _is_good(pledge, ANSWER_LINK, token, pledge.answer_until) else None
    )


def unconfirmed(*, before: datetime) -> list[Pledge]:
    """Every pledge whose coordinator never confirmed the address, and whose link had run out ``before``."""
    never = Pledge.objects.filter(state__in=[State.RECEIVED, State.CLOSED], confirmed_at__isnull=True)
    return list(never.filter(confirm_until__lt=before).select_related("agency").order_by("id"))


def named_in_papers(agency: Agency) -> Iterator[Named]:
    """Whom the agency's pledges and the completions that it sent name or once named, whatever became of them.

    Six queries. An address counts wherever it stands: in the agency's own words, and in what a letter tells of its evidence.
    """
    named = NamedCoordinator.objects.filter(pledge__agency=agency).values_list("name", "email")
    for name, address in named:
        yield Named(Why.COORDINATOR, name=name, address=address)
    for text in Pledge.objects.filter(agency=agency).values_list("intake_answer", flat=True):
        yield Named(Why.ADDRESS, text=text)
    sent = Completion.objects.filter(agency=agency).exclude(state=Completion.State.DRAFT)
    for name in sent.values_list("signatory_name", flat=True):
        yield Named(Why.SIGNATORY, name=name)
    said = CompletionPractice.objects.filter(completion__in=sent, statement__contains="@")
    for statement in said.values_list("statement", flat=True):
        yield Named(Why.ADDRESS, text=statement)
    for column in ("facts", "particulars"):
        holding = sent.annotate(as_text=Cast(column, TextField())).filter(as_text__contains="@")
        for frozen in holding.values_list(column, flat=True):
            yield Named(Why.ADDRESS, text=" ".join(_texts_in(frozen)))


def _texts_in(frozen: Any) -> Iterator[str]:
    """Every text of a JSON value that an address may stand in."""
    if isinstance(frozen, str):
        if "@" in frozen:
            yield frozen
    elif isinstance(frozen, (list, dict)):
        for part in frozen.values() if isinstance(frozen, dict) else frozen:
            yield from _texts_in(part)


def completions_of(pledge: Pledge) -> list[Completion]:
    """Every completion of a pledge, the latest first, with who submitted it."""
    return list(_completions().filter(pledge=pledge).order_by("-id"))


def latest_completion(pledge: Pledge) -> Completion | None:
    """The latest completion that was submitted, whatever became of it."""
    return (
        _completions()
        .filter(pledge=pledge, submitted_at__isnull=False)
        .order_by("-submitted_at", "-id")
        .first()
    )


def approved_completion(pledge: Pledge) -> Completion | None:
    """The completion that was approved last, whatever became of its certificate."""
    return _completions().filter(pledge=pledge, state=Completion.State.APPROVED).order_by("-id").first()


def open_completion(pledge: Pledge) -> Completion | None:
    """The draft or the one that waits for the IACP; there is at most one."""
    return _completions().filter(pledge=pledge, state__in=Completion.OPEN_STATES).first()


def draft(agency: Agency) -> Completion | None:
    """The agency's draft, with its pledge; None before the first saving and once it is submitted."""
    return _completions().filter(agency=agency, state=Completion.State.DRAFT).first()


def submitted_copy(agency: Agency, public_id: str) -> SubmittedCopy | None:
    """One of the agency's copies as it was submitted."""
    rows = SubmittedCopy.objects.select_related("file", "completion")
    return rows.filter(completion__agency=agency, public_id=public_id).first()


def statuses_of(agencies: list[Agency]) -> dict[int, tuple[State, date]]:
    """For each agency by number: the state and date of its latest pledge that the public may know of."""
    rows = Pledge.objects.filter(agency__in=agencies).order_by("pledged_on", "id")
    found = rows.values_list("agency_id", "state", "pledged_on")
    known = LIVE | {State.WITHDRAWN, State.LAPSED}
    return {agency_id: (State(state), on) for agency_id, state, on in found if state in known}


def _is_good(pledge: Pledge, link: tokens.Link, token: str, until: datetime | None) -> bool:
    named = tokens.is_same(token, link.token(pledge.link_name))
    return named and until is not None and timezone.now() < until


def _completions() -> QuerySet[Completion]:
    return Completion.objects.select_related(
        "pledge", "agency", "submitted_by", "letter", "signed_letter", "follows__pledge", "follows__agency"
    ).prefetch_related("practices", "follows__practices")
