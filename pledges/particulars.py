"""What a submission freezes beside the facts: everything else that a paper or the desk says, as plain values and as JSON.

No model is read here. `pledges.evidence` gathers the particulars of the records, `pledges.queries` adds what the completion
says; documents are composed from the facts and from these, and from no database.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from compliance.facts import Facts
from compliance.json_shapes import Shape, day, flag, many, optional, plain, text, whole
from evidence.components import Component, Detail


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one entry beside its fact, which has the same ``ref``.

    ``parts`` are the components that it has, ``absent`` the others. ``copy`` names its enclosure, if there is one. ``asks`` is
    what the agency was told that a reviewer will ask.
    """

    ref: str
    parts: tuple[Component, ...] = ()
    copy: str = ""
    absent: tuple[Component, ...] = ()
    details: tuple[Detail, ...] = ()
    asks: tuple[str, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """Plain values for a JSON column. What came to the shape later is left out where it says nothing.

        So what was submitted before it came is written, and has its digest, as it was.
        """
        data: dict[str, Any] = plain(self)
        _drop(data, _LATER_OF_ENTRY)
        for part in (*data["parts"], *data.get("absent", ())):
            _drop(part, _LATER_OF_COMPONENT)
        return data

    @property
    def on_paper(self) -> "Entry":
        """The same without what no letter says."""
        return Entry(
            ref=self.ref,
            parts=self.parts,
            copy=self.copy,
            absent=tuple(part for part in self.absent if part.reason),
            details=tuple(detail for detail in self.details if detail.on_paper),
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """The entries of one list of the facts."""

    evidence: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A name, and a rank or title."""

    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Titled:
    """A text under a key: a course's title under its code, the agency's own words under a practice."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The agency as its letters have it at the top; ``address`` is one line an item."""

    name: str = ""
    place: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is another than in the submission before: what it is, what it was, and what it is now."""

    label: str
    before: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Revised:
    """What became of a practice since the submission before: why it was returned, the agency's answer, what changed.

    ``practice`` is empty for what concerns all of them. ``is_kept`` is that the agency says it changed nothing, and why.
    """

    practice: str
    asked: str = ""
    answer: str = ""
    is_kept: bool = False
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnLetterhead:
    """A letterhead of the agency's own: the SHA-256 of a picture, or lines."""

    picture: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Particulars:
    """All that papers and the desk say beside the facts.

    ``non_sworn_trained`` is the head counts' own figure, None where the facts' roster says it. ``engine`` is the version of the
    engine that judged. After a return ``returned_on`` is its day, and ``revised`` what became of each practice since.
    """

    pledged_on: date
    agency: Letterhead = Letterhead()
    head: Person = Person()
    signatory: Person = Person()
    signatory_is_command: bool = False
    statements: tuple[Titled, ...] = ()
    courses: tuple[Titled, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    non_sworn_trained: int | None = None
    engine: str = ""
    returned_on: date | None = None
    revised: tuple[Revised, ...] = ()
    own_letterhead: OwnLetterhead | None = None

    @property
    def said(self) -> Mapping[str, str]:
        """The agency's own words by practice."""
        return {statement.key: statement.text for statement in self.statements}

    def course_title(self, code: str) -> str:
        """What the catalog called a course; its code where the catalog had none."""
        return next((course.text for course in self.courses if course.key == code), code)

    def entry(self, evidence: str, ref: str) -> Entry:
        """What is said of one entry; nothing where nothing was."""
        found = (entry for kept in self.evidence if kept.evidence == evidence for entry in kept.entries)
        return next((entry for entry in found if entry.ref == ref), Entry(ref))

    @property
    def on_paper(self) -> "Particulars":
        """The same without what no letter says of the entries."""
        kept = (
            Evidence(one.evidence, tuple(entry.on_paper for entry in one.entries)) for one in self.evidence
        )
        return replace(self, evidence=tuple(kept))

    def to_data(self) -> dict[str, Any]:
        """Plain values for a JSON column. What came later and isn't there is left out: digests of before stay the same."""
        data: dict[str, Any] = plain(replace(self, evidence=()))
        data["evidence"] = [
            {"evidence": kept.evidence, "entries": [entry.to_data() for entry in kept.entries]}
            for kept in self.evidence
        ]
        return {name: value for name, value in data.items() if value or name not in _LATER}

    @classmethod
    def from_data(cls, data: Any) -> "Particulars":
        """What `to_data` gave, read strictly; raises `compliance.refusals.Refused` naming each place."""
        return _PARTICULARS(data)


def digest(facts: Facts, particulars: Particulars) -> str:
    """SHA-256, in hex, over the facts and the particulars together: what a submission stands on."""
    return digest_of_data({"facts": facts.to_data(), "particulars": particulars.to_data()})


def digest_of_data(data: Any) -> str:
    """SHA-256, in hex, over JSON values in one settled notation: keys sorted, no blanks, ASCII."""
    written = json.dumps(data, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


_LATER_OF_ENTRY = ("absent", "details", "asks")
_LATER_OF_COMPONENT = ("recommended", "reason")


def _drop(data: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if not data[name]:
            del data[name]


_PERSON: Shape[Person] = Shape(Person, ("name", text), ("title", text))
_TITLED: Shape[Titled] = Shape(Titled, ("key", text), ("text", text))
_COMPONENT: Shape[Component] = Shape(
    Component, ("title", text), ("pages", text), ("recommended", flag, False), ("reason", text, "")
)
_DETAIL: Shape[Detail] = Shape(Detail, ("label", text), ("text", text), ("on_paper", flag))
_ENTRY: Shape[Entry] = Shape(
    Entry,
    ("ref", text),
    ("parts", many(_COMPONENT)),
    ("copy", text),
    ("absent", many(_COMPONENT), ()),
    ("details", many(_DETAIL), ()),
    ("asks", many(text), ()),
)
_EVIDENCE: Shape[Evidence] = Shape(Evidence, ("evidence", text), ("entries", many(_ENTRY)))
_LETTERHEAD: Shape[Letterhead] = Shape(
    Letterhead, ("name", text), ("place", text), ("address", many(text)), ("phone", text), ("website", text)
)
_CHANGE: Shape[Change] = Shape(Change, ("label", text), ("before", text), ("now", text))
_REVISED: Shape[Revised] = Shape(
    Revised,
    ("practice", text),
    ("asked", text),
    ("answer", text),
    ("is_kept", flag),
    ("changes", many(_CHANGE)),
)
_OWN_LETTERHEAD: Shape[OwnLetterhead] = Shape(OwnLetterhead, ("picture", text), ("lines", many(text)))
_LATER = frozenset({"returned_on", "revised", "own_letterhead"})
_PARTICULARS: Shape[Particulars] = Shape(
    Particulars,
    ("pledged_on", day),
    ("agency", _LETTERHEAD),
    ("head", _PERSON),
    ("signatory", _PERSON),
    ("signatory_is_command", flag),
    ("statements", many(_TITLED)),
    ("courses", many(_TITLED)),
    ("evidence", many(_EVIDENCE)),
    ("non_sworn_trained", optional(whole)),
    ("engine", text),
    ("returned_on", optional(day), None),
    ("revised", many(_REVISED), ()),
    ("own_letterhead", optional(_OWN_LETTERHEAD), None),
)
