"""Conflicts of interest: which person never decides on which agency, and why.

A tie lasts. It is one of: a membership, today's or one that ended; being named, now or earlier, as head, coordinator or
signatory; an address of one's own in the pledge or a letter. An invitation that wasn't accepted is none, or a lead could
tie the whole desk by inviting it. Memberships and heads leave their rows through triggers, whatever ends or changes them.
Pledges and letters stand above the agencies: they hand over whom they name when the apps are ready.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import KnownAs, User
from agencies.models import Agency, Membership, Tie
from common import triggers
from common.text import addresses_in, folded, folded_address


class Why(StrEnum):
    """What ties a person to an agency."""

    MEMBER = "member"
    FORMER_MEMBER = "former_member"
    HEAD = "head"
    COORDINATOR = "coordinator"
    SIGNATORY = "signatory"
    ADDRESS = "address"
    SUBMITTER = "submitter"


WORDS: dict[Why, str | Promise] = {
    Why.MEMBER: _("You belong to this agency, so another reviewer decides."),
    Why.FORMER_MEMBER: _("You once belonged to this agency, so another reviewer decides."),
    Why.HEAD: _("This agency names or named you as its head, so another reviewer decides."),
    Why.COORDINATOR: _("A pledge of this agency names you as its coordinator, so another reviewer decides."),
    Why.SIGNATORY: _("A letter of this agency names you as its signatory, so another reviewer decides."),
    Why.ADDRESS: _("A letter of this agency names your email address, so another reviewer decides."),
    Why.SUBMITTER: _("You submitted this completion, so another reviewer decides."),
}


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a pledge or letter names: a name, an address, and texts that may hold addresses; each may be empty."""

    why: Why
    name: str = ""
    address: str = ""
    text: str = ""


_sources: dict[str, Callable[[Agency], Iterable[Named]]] = {}


def use(source: Callable[[Agency], Iterable[Named]]) -> None:
    """Ask this function, too, whom an agency's papers name."""
    _sources[f"{source.__module__}.{source.__qualname__}"] = source


def tie_of(user: User, agency: Agency) -> Why | None:
    """What ties this person to the agency, None for nothing; three queries at most, and those of the sources."""
    rows = list(Tie.objects.filter(agency=agency))
    if any(row.user_id == user.pk for row in rows if row.kind == Tie.Kind.MEMBER):
        still = Membership.objects.filter(agency=agency, user=user).exists()
        return Why.MEMBER if still else Why.FORMER_MEMBER
    known = KnownAs.objects.filter(user=user).values_list("kind", "value")
    names, addresses = {folded(user.name)}, {folded_address(user.email)}
    for kind, value in known:
        if kind == KnownAs.Kind.ADDRESS:
            addresses.add(folded_address(value))
        else:
            names.add(folded(value))
    names.discard("")
    if any(folded(row.name) in names for row in rows if row.kind == Tie.Kind.HEAD):
        return Why.HEAD
    for source in _sources.values():
        for named in source(agency):
            if folded(named.name) in names or folded_address(named.address) in addresses:
                return named.why
            if "@" in named.text and addresses & addresses_in(named.text):
                return Why.ADDRESS
    return None


def members_ever(agency: Agency) -> frozenset[int]:
    """The numbers of those who are or once were members of the agency."""
    ties = Tie.objects.filter(agency=agency, kind=Tie.Kind.MEMBER, user__isnull=False)
    return frozenset(ties.values_list("user_id", flat=True))


def _row(values: str, when: str) -> str:
    return f"INSERT INTO agencies_tie (agency_id, kind, user_id, name) SELECT {values} WHERE {when}"


_MEMBER = _row("NEW.agency_id, 'member', NEW.user_id, ''", "NEW.user_id IS NOT NULL")
_HEAD = _row("NEW.id, 'head', NULL, NEW.head_name", "NEW.head_name <> ''")
_TABLE = "agencies_tie"
TRIGGERS = (
    triggers.writing("agencies_member_tied", "agencies_membership", "INSERT", [_MEMBER], into=_TABLE),
    triggers.writing(
        "agencies_member_moved", "agencies_membership", "UPDATE OF agency_id, user_id", [_MEMBER], into=_TABLE
    ),
    triggers.writing("agencies_head_tied", "agencies_agency", "INSERT", [_HEAD], into=_TABLE),
    triggers.writing("agencies_head_changed", "agencies_agency", "UPDATE OF head_name", [_HEAD], into=_TABLE),
)
