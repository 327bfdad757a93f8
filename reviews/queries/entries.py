"""Entries of evidence as the desk shows them: from the facts and what is said beside them, whatever kind they are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from compliance.editions import edition_by_code
from compliance.facts import Facts
from compliance.practices import Entries
from evidence.components import Component, Detail
from evidence.source import Described
from pledges.evidence import SOURCES
from pledges.models import SubmittedCopy
from pledges.particulars import Entry, Evidence


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One entry: what it is called, from when to when, what is said of it, its parts, and whether there is a copy.

    ``kept_copy`` is the public ID of the copy as it was submitted, which stays when the agency replaces its own.
    ``left_out`` are the parts that it leaves out, each with the reason, ``unsaid`` the main ones of which nothing is said.
    """

    evidence: str
    ref: str
    name: str
    since: date | None
    until: date | None
    is_over: bool
    told: str
    parts: tuple[Component, ...]
    left_out: tuple[Component, ...]
    unsaid: tuple[Component, ...]
    details: tuple[Detail, ...]
    asks: tuple[str, ...]
    has_copy: bool
    kept_copy: str = ""

    @property
    def spanned(self) -> str:
        """Its name and its days: what can change although the figures don't."""
        if self.since is None and self.until is None:
            return self.name
        return f"{self.name} ({self.since or '…'} – {self.until or ''})".replace(" – )", ")")


@dataclass(frozen=True, slots=True)
class EntriesShown:
    """The entries of one practice."""

    practice: str
    title: str
    entries: tuple[EntryShown, ...]


def shown(
    facts: Facts | None,
    beside: Collection[Evidence],
    *,
    today: Collection[Evidence] = (),
    kept: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> tuple[EntriesShown, ...]:
    """Every entry of each practice that is met by entries, in the order of the facts' edition.

    ``today`` is what is said of them now: a copy that came after the submission can be opened too. ``kept`` are the public
    IDs of the copies that were submitted, by list and ref.
    """
    if facts is None:
        return ()
    said = {(kept.evidence, entry.ref): entry for kept in beside for entry in kept.entries}
    copies = {entry.ref for kept in (*beside, *today) for entry in kept.entries if entry.copy}
    found = []
    for practice in edition_by_code(facts.edition).practices:
        if isinstance(practice.kind, Entries):
            kind = practice.kind
            entries = tuple(
                replace(
                    _shown(
                        kind,
                        entry,
                        said.get((kind.evidence, entry.ref), Entry(entry.ref)),
                        facts.as_of,
                        copies,
                    ),
                    kept_copy=kept.get((kind.evidence, entry.ref), ""),
                )
                for entry in kind.all_of(facts)
            )
            found.append(EntriesShown(practice.key, _(practice.title), entries))
    return tuple(found)


def copy_of(evidence: str, public_id: str) -> tuple[Any, Described] | None:
    """One entry of any agency with its copy, for people whom the caller has found to be reviewers; None for no such entry."""
    source = SOURCES.get(evidence)
    row = source.find(public_id) if source is not None else None
    return (row, source.describe(row)) if source is not None and row is not None else None


def submitted_copy(public_id: str) -> SubmittedCopy | None:
    """One copy as it was submitted, of any agency, for people whom the caller has found to be reviewers."""
    return SubmittedCopy.objects.select_related("file", "completion").filter(public_id=public_id).first()


def _shown(kind: Entries, entry: object, beside: Entry, as_of: date, copies: set[str]) -> EntryShown:
    until = getattr(entry, kind.until)
    return EntryShown(
        evidence=kind.evidence,
        ref=beside.ref,
        name=getattr(entry, kind.named),
        since=getattr(entry, kind.since),
        until=until,
        is_over=until is not None and until <= as_of,
        told=getattr(entry, kind.told) if kind.told else "",
        parts=beside.parts,
        left_out=tuple(part for part in beside.absent if part.reason),
        unsaid=tuple(part for part in beside.absent if not (part.reason or part.recommended)),
        details=beside.details,
        asks=beside.asks,
        has_copy=beside.ref in copies,
    )
