"""What a paper says: frozen values, and their JSON as it is stored with the document.

A paper is rendered from its content and from nothing else, so that what was issued can be read again years later.
No content names an officer: people come as figures, and only those who sign, or are written to, by name.
"""

from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Self, Union, get_args, get_origin, get_type_hints

from compliance import json_shapes
from documents.text import one_line, paragraphs


@dataclass(frozen=True, slots=True)
class Limit:
    """How many characters a text may have, and whether it may have several lines."""

    characters: int
    lines: bool = False


Line = Annotated[str, Limit(500)]
Prose = Annotated[str, Limit(6_000, lines=True)]

# A letter of this many characters has some twenty-five pages; nobody reads more, and no worker shall draw more.
MAX_CHARACTERS = 60_000
MAX_ITEMS = 60


class ContentTooLong(ValueError):
    """A text or a list is longer than a paper takes. ``place`` names it: a class and a field, such as ``Policy.title``."""

    def __init__(self, place: str, length: int, limit: int) -> None:
        self.place, self.length, self.limit = place, length, limit
        super().__init__(f"{place} is {length} long; a paper takes {limit}")


class Part:
    """What every part of a content does: clean its texts, keep its limits, write itself as JSON and read it back.

    Texts are cleaned when the part is made (see `documents.text`), so that equal contents have equal JSON. Raises
    `ContentTooLong`. ``from_data`` raises `compliance.refusals.Refused`, naming the place, for anything else than
    what ``to_data`` writes; fields with a default may be missing, so that papers from before a field was added stay
    readable.
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        part: Any = type(self)
        for name, hint in _hints(part).items():
            value = getattr(self, name)
            place = f"{part.__name__}.{name}"
            if isinstance(value, tuple):
                if len(value) > MAX_ITEMS:
                    raise ContentTooLong(place, len(value), MAX_ITEMS)
                if (limit := _limit(get_args(hint)[0])) is not None:
                    value = tuple(_cleaned(item, limit, place) for item in value)
                    object.__setattr__(self, name, tuple(item for item in value if item))
            elif (limit := _limit(hint)) is not None:
                object.__setattr__(self, name, _cleaned(value, limit, place))

    def to_data(self) -> dict[str, Any]:
        """Objects, lists, strings, numbers, true, false and null for a JSON column; dates as ``2025-06-15``."""
        data: dict[str, Any] = json_shapes.plain(self)
        return data

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """The part that ``to_data`` wrote."""
        part: Any = cls
        read: json_shapes.Reader[Self] = _reader(part)
        return read(data)


@dataclass(frozen=True, slots=True)
class Figure(Part):
    """A finding in numbers: ``actual`` of ``out_of`` sworn officers, where ``needed`` are needed."""

    actual: int
    needed: int
    out_of: int


@dataclass(frozen=True, slots=True)
class Course(Part):
    """A course that counted: its length in hours, and how many sworn officers completed it."""

    title: Line
    hours: int | Decimal
    trained: int


@dataclass(frozen=True, slots=True)
class Training(Part):
    """How the training was met, as the engine's report has it.

    ``first_aid`` counts officers with mental health first aid; with ``crisis_training_covers_first_aid`` (from edition
    2022 on) also those with crisis-intervention training alone. ``non_sworn`` are the selected other staff who were
    trained, None where the agency says nothing of them; they are in no other figure. ``self_reported`` marks head
    counts without a roster.
    """

    as_of: date
    edition: Line
    sworn: int
    crisis_intervention: Figure
    first_aid: Figure
    crisis_training_covers_first_aid: bool = True
    self_reported: bool = False
    non_sworn: int | None = None
    courses: tuple[Course, ...] = ()


@dataclass(frozen=True, slots=True)
class Partnership(Part):
    """A community mental health organization, and what it and the agency do together."""

    organization: Line
    nature: Prose = ""
    started_on: date | None = None


@dataclass(frozen=True, slots=True)
class Component(Part):
    """A main component of a policy, and the page or section where it stands."""

    title: Line
    pages: Line = ""


@dataclass(frozen=True, slots=True)
class Policy(Part):
    """A policy in force, with its main components."""

    title: Line
    adopted_on: date | None = None
    components: tuple[Component, ...] = ()


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
class Letterhead(Part):
    """What stands at the top of an agency's letter. ``address`` is one line an item."""

    name: Line
    address: tuple[Line, ...] = ()
    phone: Line = ""
    website: Line = ""
    head_name: Line = ""
    head_title: Line = ""


@dataclass(frozen=True, slots=True)
class Addressee(Part):
    """Whom a letter is for, as the address block has it."""

    name: Line
    title: Line = ""
    organization: Line = ""
    address: tuple[Line, ...] = ()


class Paper(Part):
    """A whole paper: it has a kind, a template and a language, and a limit on all that it says."""

    __slots__ = ()
    KIND: ClassVar[str]
    TEMPLATE: ClassVar[str]
    MAX_PAGES: ClassVar[int]
    language: Line

    def __post_init__(self) -> None:
        Part.__post_init__(self)
        if (length := _characters(self)) > MAX_CHARACTERS:
            raise ContentTooLong(type(self).__name__, length, MAX_CHARACTERS)


@dataclass(frozen=True, slots=True)
class LetterContent(Paper):
    """The completion letter, from the agency to the campaign (FAQ 9).

    The statements are the agency's own words, beside what is built from its records. ``enclosures`` are the titles of
    what is sent along.
    """

    KIND: ClassVar[str] = "letter"
    TEMPLATE: ClassVar[str] = "documents/letter.html"
    MAX_PAGES: ClassVar[int] = 30

    language: Line
    written_on: date
    pledged_on: date
    agency: Letterhead
    addressee: Addressee
    training: Training
    partnerships: tuple[Partnership, ...]
    policies: tuple[Policy, ...]
    signatory: Signatory
    training_statement: Prose = ""
    partnership_statement: Prose = ""
    policy_statement: Prose = ""
    enclosures: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class CertificateContent(Paper):
    """The certificate. ``place`` is the agency's city and state as printed; ``partnerships`` and ``policies`` are counts.

    ``replaces`` is the number of the certificate that this one takes the place of, or empty.
    """

    KIND: ClassVar[str] = "certificate"
    TEMPLATE: ClassVar[str] = "documents/certificate.html"
    MAX_PAGES: ClassVar[int] = 1

    language: Line
    number: Line
    agency: Line
    place: Annotated[str, Limit(200)]
    pledged_on: date
    issued_on: date
    training: Training
    partnerships: int
    policies: int
    president: Signer
    verification_url: Line
    replaces: Line = ""


@dataclass(frozen=True, slots=True)
class AcknowledgmentContent(Paper):
    """The letter of acknowledgment, from the IACP President to the head of the agency.

    ``salutation`` is the name as one addresses it, such as "Chief Rivera". ``partners`` are the organizations that the
    agency works with.
    """

    KIND: ClassVar[str] = "acknowledgment"
    TEMPLATE: ClassVar[str] = "documents/acknowledgment.html"
    MAX_PAGES: ClassVar[int] = 8

    language: Line
    written_on: date
    pledged_on: date
    agency: Line
    addressee: Addressee
    salutation: Line
    training: Training
    partners: tuple[Line, ...]
    certificate_number: Line
    verification_url: Line
    president: Signer
    contact_email: Line = ""


PAPERS: dict[str, type[Paper]] = {
    paper.KIND: paper for paper in (LetterContent, CertificateContent, AcknowledgmentContent)
}


def paper_from_data(kind: str, data: Any) -> Paper:
    """The content of a stored document of a kind.

    Raises KeyError for an unknown kind, and `compliance.refusals.Refused` for JSON that isn't of that kind.
    """
    return PAPERS[kind].from_data(data)


@cache
def _hints(part: Any) -> dict[str, Any]:
    """The declared type of each field, in order."""
    hints = get_type_hints(part, include_extras=True)
    return {field.name: hints[field.name] for field in fields(part)}


@cache
def _reader(hint: Any) -> Any:
    """A reader of JSON values for a declared type."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _reader(args[0])
    if origin is tuple:
        return json_shapes.many(_reader(args[0]))
    if origin in (Union, UnionType):
        if args[1] is NoneType:
            return json_shapes.optional(_reader(args[0]))
        return json_shapes.number
    hints = _hints(hint)
    return json_shapes.Shape(
        hint,
        *(
            (field.name, _reader(hints[field.name]), *(() if field.default is MISSING else (field.default,)))
            for field in fields(hint)
        ),
    )


_SIMPLE: dict[Any, json_shapes.Reader[Any]] = {
    str: json_shapes.text,
    int: json_shapes.whole,
    bool: json_shapes.flag,
    date: json_shapes.day,
}


def _limit(hint: Any) -> Limit | None:
    return next((extra for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Limit)), None)


def _cleaned(value: str, limit: Limit, place: str) -> str:
    text = paragraphs(value) if limit.lines else one_line(value)
    if len(text) > limit.characters:
        raise ContentTooLong(place, len(text), limit.characters)
    return text


def _characters(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, tuple):
        return sum(map(_characters, value))
    if is_dataclass(value):
        return sum(_characters(getattr(value, field.name)) for field in fields(value))
    return 0
