"""The parts of what letters say: who writes to whom, what is stated, and who signed."""

from dataclasses import dataclass
from datetime import date

from documents.parts import Line, Part, Prose


@dataclass(frozen=True, slots=True)
class Item(Part):
    """A line of a list: a component and its page, a course and how many completed it."""

    title: Line
    note: Line = ""


@dataclass(frozen=True, slots=True)
class Figure(Part):
    """A number of a claim, and what it counts."""

    key: Line
    value: int


@dataclass(frozen=True, slots=True)
class Claim(Part):
    """One statement of a letter: its sentence, a text that follows, what it lists, its source and its figures."""

    key: Line
    text: Line
    source: Line
    told: Prose = ""
    items: tuple[Item, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Section(Part):
    """A part of a letter: its heading, its claims, and the agency's own words."""

    practice: Line
    heading: Line
    claims: tuple[Claim, ...]
    words: Prose = ""


@dataclass(frozen=True, slots=True)
class Signer(Part):
    """Who signs for the IACP: the President in office on the paper's date."""

    name: Line
    title: Line


@dataclass(frozen=True, slots=True)
class Signatory(Part):
    """Who signs for the agency: its head, or another member of its command staff."""

    name: Line
    title: Line
    is_head: bool


@dataclass(frozen=True, slots=True)
class Signature(Part):
    """Who signed a letter online, when, and the SHA-256 of what they read; ``picture`` is a drawn one, by its own SHA-256."""

    name: Line
    signed_on: date
    content: Line
    picture: Line = ""


@dataclass(frozen=True, slots=True)
class Asked(Part):
    """What a reviewer asks for on one practice."""

    practice: Line
    reason: Prose


@dataclass(frozen=True, slots=True)
class Letterhead(Part):
    """What stands at the top of an agency's letter. ``address`` is one line an item.

    In the place of all of it stands the agency's own letterhead, if it has one: a picture, named by the SHA-256 of its
    bytes, or lines.
    """

    name: Line
    address: tuple[Line, ...] = ()
    phone: Line = ""
    website: Line = ""
    head_name: Line = ""
    head_title: Line = ""
    picture: Line = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee(Part):
    """Whom a letter is for, as the address block has it."""

    name: Line
    title: Line = ""
    organization: Line = ""
    address: tuple[Line, ...] = ()
