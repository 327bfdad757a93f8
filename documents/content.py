"""What a paper says: frozen values, and their JSON as it is stored with the document.

A paper is rendered from its content and from nothing else, so that what was issued can be read again years later.
No content names an officer: people come as figures, and only those who sign, or are written to, by name.
"""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compliance.editions import edition_by_code
from compliance.practices import Practice
from compliance.texts import Counted
from documents.letter_parts import Addressee as Addressee
from documents.letter_parts import Asked as Asked
from documents.letter_parts import Claim as Claim
from documents.letter_parts import Figure as Figure
from documents.letter_parts import Item as Item
from documents.letter_parts import Letterhead as Letterhead
from documents.letter_parts import Section as Section
from documents.letter_parts import Signatory as Signatory
from documents.letter_parts import Signature as Signature
from documents.letter_parts import Signer as Signer
from documents.parts import MAX_CHARACTERS as MAX_CHARACTERS
from documents.parts import MAX_ITEMS as MAX_ITEMS
from documents.parts import ContentTooLong as ContentTooLong
from documents.parts import Limit as Limit
from documents.parts import Line, Part, Prose


@dataclass(frozen=True, slots=True)
class Attained(Part):
    """A practice as carried out, in a certificate's words: its title, its figure, what the figure means, and a sentence."""

    key: Line
    title: Line
    figure: Line
    meaning: Line
    sentence: Line


@dataclass(frozen=True, slots=True)
class Basis(Part):
    """What the figures stand on: the day and the edition that they were judged by, and how many officers are sworn.

    ``non_sworn`` are the selected other staff who were trained, None where the agency says nothing of them; they are in no
    other figure. ``self_reported`` marks head counts without a roster. ``engine`` is the version of the engine that judged,
    ``submission`` the SHA-256 of the facts and particulars as submitted.
    """

    as_of: date
    edition: Line
    sworn: int
    self_reported: bool = False
    non_sworn: int | None = None
    engine: Line = ""
    submission: Line = ""


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

    @property
    def pictures(self) -> tuple[str, ...]:
        """The pictures of the agency's own that the paper shows, each by the SHA-256 of its bytes."""
        return ()


@dataclass(frozen=True, slots=True)
class LetterContent(Paper):
    """The completion letter, from the agency to the campaign (FAQ 9).

    A section holds what is built from the agency's records, and its own words. ``enclosures`` are the titles of what is
    sent along.
    """

    KIND: ClassVar[str] = "letter"
    TEMPLATE: ClassVar[str] = "documents/letter.html"
    MAX_PAGES: ClassVar[int] = 30

    language: Line
    written_on: date
    pledged_on: date
    agency: Letterhead
    addressee: Addressee
    sections: tuple[Section, ...]
    signatory: Signatory
    enclosures: tuple[Line, ...] = ()
    number: Line = ""
    signature: Signature | None = None

    @property
    def pictures(self) -> tuple[str, ...]:
        signed = self.signature.picture if self.signature is not None else ""
        return tuple(filter(None, (self.agency.picture, signed)))


@dataclass(frozen=True, slots=True)
class SignedLetterContent(LetterContent):
    """The completion letter as it was signed online: the same in every word, with its signature."""

    KIND: ClassVar[str] = "signed_letter"


@dataclass(frozen=True, slots=True)
class CertificateContent(Paper):
    """The certificate. ``place`` is the agency's city and state as printed.

    ``replaces`` is the number of the certificate that this one takes the place of, or empty. ``certified_on`` is the day on
    which the pledge was completed, whatever was issued again since; None on certificates that were issued before it was told.
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
    basis: Basis
    practices: tuple[Attained, ...]
    president: Signer
    verification_url: Line
    replaces: Line = ""
    certified_on: date | None = None


@dataclass(frozen=True, slots=True)
class AcknowledgmentContent(Paper):
    """The letter of acknowledgment, from the IACP President to the head of the agency.

    ``salutation`` is the name as one addresses it, such as "Chief Rivera". ``partners`` are the organizations that the
    agency works with. ``replaces`` is the number of the certificate whose letter this one takes the place of, or empty, and
    ``certified_on`` the day on which the pledge was completed.
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
    basis: Basis
    practices: tuple[Attained, ...]
    partners: tuple[Line, ...]
    certificate_number: Line
    verification_url: Line
    president: Signer
    contact_email: Line = ""
    number: Line = ""
    replaces: Line = ""
    certified_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReturnContent(Paper):
    """The letter that goes with a returned completion, from the campaign to the head of the agency.

    ``reasons`` concern all of it, ``asked`` a practice each, ``verified`` are the titles of those that stay verified.
    ``submission`` is the SHA-256 of what was submitted.
    """

    KIND: ClassVar[str] = "return_letter"
    TEMPLATE: ClassVar[str] = "documents/return_letter.html"
    MAX_PAGES: ClassVar[int] = 20

    language: Line
    number: Line
    written_on: date
    submitted_on: date
    agency: Line
    addressee: Addressee
    salutation: Line
    reasons: Prose
    asked: tuple[Asked, ...]
    submission: Line
    verified: tuple[Line, ...] = ()
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
    basis: Basis
    practices: tuple[Attained, ...]
    verification_url: Line
    partners: tuple[Line, ...] = ()
    contact_email: Line = ""


PAPERS: dict[str, type[Paper]] = {
    paper.KIND: paper
    for paper in (
        LetterContent,
        SignedLetterContent,
        ReturnContent,
        CertificateContent,
        AcknowledgmentContent,
        CouncilContent,
    )
}


def paper_from_data(kind: str, data: Any) -> Paper:
    """The content of a stored document of a kind; a certificate from before practices were data is read as one of today.

    Raises KeyError for an unknown kind, and `compliance.refusals.Refused` for JSON that isn't of that kind.
    """
    if kind == CertificateContent.KIND and isinstance(data, dict) and "training" in data:
        data = _with_practices(data)
    return PAPERS[kind].from_data(data)


def _with_practices(old: dict[str, Any]) -> dict[str, Any]:
    """An old certificate's named figures as practices, in the words of today."""
    data = {key: value for key, value in old.items() if key not in {"training", "partnerships", "policies"}}
    training = old["training"]
    edition = edition_by_code(training["edition"])
    figures = {
        "partnership": {"actual": old["partnerships"]},
        "policy": {"actual": old["policies"]},
        "crisis_intervention": training["crisis_intervention"],
        "first_aid": training["first_aid"],
    }
    data["practices"] = [
        attained(practice, **figures[practice.key]).to_data()
        for practice in edition.practices
        if practice.key in figures
    ]
    kept = ("as_of", "edition", "sworn", "self_reported", "non_sworn")
    data["basis"] = {name: training[name] for name in kept if name in training}
    return data


def attained(practice: Practice, *, actual: int, out_of: int = 0, needed: int = 1) -> Attained:
    """A practice with its figures, in the words that a certificate freezes."""
    numbers = {"actual": intcomma(actual), "out_of": intcomma(out_of), "needed": intcomma(needed)}

    def say(text: Counted) -> str:
        return ngettext(text.one, text.many, actual) % numbers

    return Attained(
        key=practice.key,
        title=_(practice.name),
        figure=say(practice.figure),
        meaning=say(practice.meaning),
        sentence=say(practice.sentence),
    )


def _characters(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, tuple):
        return sum(map(_characters, value))
    if is_dataclass(value):
        return sum(_characters(getattr(value, field.name)) for field in fields(value))
    return 0
