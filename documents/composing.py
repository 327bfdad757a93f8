"""What a paper says, put together from what a submission froze: the facts, the report and the particulars. No database."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from common.addresses import absolute
from compliance.editions import edition_by_code
from compliance.facts import Facts
from compliance.practices import PARTNERSHIP, Entries
from compliance.report import Report
from documents.content import (
    AcknowledgmentContent,
    Addressee,
    Asked,
    Attained,
    Basis,
    CertificateContent,
    Claim,
    Figure,
    Item,
    LetterContent,
    Letterhead,
    Paper,
    ReturnContent,
    Section,
    Signatory,
    Signature,
    SignedLetterContent,
    Signer,
    attained,
)
from pledges import claims, particulars
from pledges.particulars import Particulars, digest_of_data

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Submission:
    """What a completion's papers are composed from: the facts, what the engine made of them, and all that is said beside."""

    facts: Facts
    report: Report
    particulars: Particulars

    @property
    def digest(self) -> str:
        """SHA-256, in hex, over the facts and the particulars."""
        return particulars.digest(self.facts, self.particulars)


@dataclass(frozen=True, slots=True)
class Issue:
    """What is decided when papers are issued: the agency's name and place as they are verified, who signs, and the day.

    ``certified_on`` is the day of the certification, and ``replaces`` the number of a certificate whose place is taken.
    """

    submission: Submission
    agency: str
    place: str
    president: Signer
    on: date
    certified_on: date
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a reviewer decided when returning: what concerns all, what is asked of a practice by its key, what is verified."""

    told: str
    asked: Mapping[str, str]
    verified: frozenset[str]


def letter(submission: Submission, *, on: date, number: str = "") -> LetterContent:
    """The completion letter (FAQ 9), as the facts and the agency's own words stand; a preview has no number yet."""
    said = submission.particulars
    head, signatory = said.head, said.signatory
    own = said.own_letterhead or particulars.OwnLetterhead()
    return LetterContent(
        language=LANGUAGE,
        written_on=on,
        pledged_on=said.pledged_on,
        agency=Letterhead(
            name=said.agency.name,
            address=said.agency.address,
            phone=said.agency.phone,
            website=said.agency.website,
            head_name=head.name,
            head_title=head.title,
            picture=own.picture,
            lines=own.lines,
        ),
        addressee=Addressee(
            name=str(settings.SITE_NAME),
            organization=_("International Association of Chiefs of Police"),
            address=tuple(settings.CAMPAIGN_ADDRESS),
        ),
        sections=tuple(map(_section, claims.sections(submission.facts, submission.report, said))),
        signatory=Signatory(
            name=signatory.name,
            title=signatory.title,
            is_head=signatory.name.strip().casefold() == head.name.strip().casefold(),
        ),
        enclosures=_enclosures(submission),
        number=number,
    )


def signed_letter(letter: LetterContent, signature: Signature) -> SignedLetterContent:
    """A letter with the signature that was put under it online, the same in every word."""
    said = {field.name: getattr(letter, field.name) for field in fields(letter)}
    return SignedLetterContent(**(said | {"signature": signature}))


def return_letter(
    submission: Submission, decided: Returned, *, submitted_on: date, number: str, on: date
) -> ReturnContent:
    """The letter that says why a completion was returned, as it was ``decided``; the rest is as submitted."""
    said = submission.particulars
    practices = edition_by_code(submission.report.edition).practices
    return ReturnContent(
        language=LANGUAGE,
        number=number,
        written_on=on,
        submitted_on=submitted_on,
        agency=said.agency.name,
        addressee=Addressee(
            name=said.head.name,
            title=said.head.title,
            organization=said.agency.name,
            address=said.agency.address,
        ),
        salutation=_salutation(said.head),
        reasons=decided.told,
        asked=tuple(
            Asked(_(one.title), decided.asked[one.key]) for one in practices if decided.asked.get(one.key)
        ),
        verified=tuple(_(one.title) for one in practices if one.key in decided.verified),
        submission=submission.digest,
        contact_email=settings.CONTACT_EMAIL,
    )


def certificate(issue: Issue, *, number: str, code: str) -> CertificateContent:
    """The certificate, which says under ``code`` on the web what it says on paper."""
    return CertificateContent(
        language=LANGUAGE,
        number=number,
        agency=issue.agency,
        place=issue.place,
        pledged_on=issue.submission.particulars.pledged_on,
        issued_on=issue.on,
        basis=_basis(issue.submission),
        practices=_practices(issue.submission),
        president=issue.president,
        verification_url=verification_url(code),
        replaces=issue.replaces,
        certified_on=issue.certified_on,
    )


def acknowledgment(issue: Issue, *, number: str, code: str, letter_number: str = "") -> AcknowledgmentContent:
    """The President's letter that goes with the certificate of this number; ``letter_number`` is its own."""
    said = issue.submission.particulars
    return AcknowledgmentContent(
        language=LANGUAGE,
        written_on=issue.on,
        pledged_on=said.pledged_on,
        agency=issue.agency,
        addressee=Addressee(
            name=said.head.name,
            title=said.head.title,
            organization=issue.agency,
            address=said.agency.address,
        ),
        salutation=_salutation(said.head),
        basis=_basis(issue.submission),
        practices=_practices(issue.submission),
        partners=tuple(entry.organization for entry in PARTNERSHIP.in_place(issue.submission.facts)),
        certificate_number=number,
        verification_url=verification_url(code),
        president=issue.president,
        contact_email=settings.CONTACT_EMAIL,
        number=letter_number,
        replaces=issue.replaces,
        certified_on=issue.certified_on,
    )


def names(submission: Submission, *, agency: str, place: str) -> dict[str, str]:
    """What was typed and stands on the papers of a certification, by what it is."""
    said = submission.particulars
    return {
        _("the agency's name"): agency,
        _("the agency's place"): place,
        _("the name of the agency's head"): f"{said.head.name} {said.head.title}",
        _("the agency's address"): " ".join(said.agency.address),
        _("a partner's name"): " ".join(one.organization for one in PARTNERSHIP.in_place(submission.facts)),
    }


def digest(paper: Paper) -> str:
    """SHA-256, in hex, over all that a paper says."""
    return digest_of_data(paper.to_data())


def verification_url(code: str) -> str:
    """The public address that says what a paper with this code says, and whether it is valid."""
    return absolute(reverse("documents:verify", args=[code]))


def _section(part: claims.Section) -> Section:
    return Section(part.practice, part.heading, tuple(map(_claim, part.claims)), part.words)


def _claim(claim: claims.Claim) -> Claim:
    return Claim(
        key=claim.key,
        text=claim.text,
        source=claim.source,
        told=claim.told,
        items=tuple(Item(item.title, item.pages) for item in claim.items),
        figures=tuple(Figure(name, value) for name, value in claim.figures),
    )


def _basis(submission: Submission) -> Basis:
    report = submission.report
    return Basis(
        as_of=report.as_of,
        edition=report.edition,
        sworn=report.sworn,
        self_reported=report.self_reported,
        non_sworn=claims.non_sworn_trained(submission.facts, submission.particulars) or None,
        engine=submission.particulars.engine,
        submission=submission.digest,
    )


def _practices(submission: Submission) -> tuple[Attained, ...]:
    report = submission.report
    found = []
    for practice in edition_by_code(report.edition).practices:
        finding = report.finding(practice.key)
        found.append(attained(practice, actual=finding.actual, out_of=finding.out_of, needed=finding.needed))
    return tuple(found)


def _enclosures(submission: Submission) -> tuple[str, ...]:
    """The copies that are recommended (FAQ 9) and there, of entries that count."""
    return tuple(
        copy
        for kind in _kinds(submission)
        for entry in kind.in_place(submission.facts)
        if (copy := submission.particulars.entry(kind.evidence, entry.ref).copy)
    )


def _kinds(submission: Submission) -> list[Entries]:
    practices = edition_by_code(submission.report.edition).practices
    return [practice.kind for practice in practices if isinstance(practice.kind, Entries)]


def _salutation(head: particulars.Person) -> str:
    """The title and the last of the names: "Chief Rivera". Without a title the whole name, without a name the office."""
    names = head.name.split()
    if not names:
        return head.title or _("Chief")
    return f"{head.title} {names[-1]}" if head.title else head.name
