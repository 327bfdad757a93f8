"""What a paper says: frozen values, and their JSON as it is stored with the document.

A paper is rendered from its content and from nothing else, so that what was issued can be read again years later.
No content names an officer: people come as figures, and only those who sign, or are written to, by name.
"""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from documents.parts import MAX_CHARACTERS as MAX_CHARACTERS
from documents.parts import MAX_ITEMS as MAX_ITEMS
from documents.parts import ContentTooLong as ContentTooLong
from documents.parts import Limit as Limit
from documents.parts import Line, Part, Prose


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


@dataclass(frozen=True, slots=True)
class CouncilContent(Paper):
    """One page about a certified agency for its council, board or community: what it pledged, and what it carried out.

    ``partners`` are the organizations that agreed to be named.
    """

    KIND: ClassVar[str] = "council"
    TEMPLATE: ClassVar[str] = "documents/council.html"
    MAX_PAGES: ClassVar[int] = 2

    language: Line
    agency: Line
    place: Annotated[str, Limit(200)]
    pledged_on: date
    certified_on: date
    certificate_number: Line
    training: Training
    partnerships: int
    policies: int
    verification_url: Line
    partners: tuple[Line, ...] = ()
    contact_email: Line = ""


PAPERS: dict[str, type[Paper]] = {
    paper.KIND: paper for paper in (LetterContent, CertificateContent, AcknowledgmentContent, CouncilContent)
}


def paper_from_data(kind: str, data: Any) -> Paper:
    """The content of a stored document of a kind.

    Raises KeyError for an unknown kind, and `compliance.refusals.Refused` for JSON that isn't of that kind.
    """
    return PAPERS[kind].from_data(data)


def _characters(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, tuple):
        return sum(map(_characters, value))
    if is_dataclass(value):
        return sum(_characters(getattr(value, field.name)) for field in fields(value))
    return 0
