"""What a paper says, put together from a completion: the agency's words, and the engine's figures."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency
from common.addresses import absolute
from compliance.editions import edition_by_code
from compliance.facts import Facts
from compliance.facts import Standing as CourseStanding
from compliance.practices import CRISIS_INTERVENTION, FIRST_AID, PARTNERSHIP, POLICY
from compliance.report import Finding, Report
from compliance.standings import non_sworn, standings
from documents.content import (
    AcknowledgmentContent,
    Addressee,
    CertificateContent,
    Component,
    Course,
    Figure,
    LetterContent,
    Letterhead,
    Paper,
    Partnership,
    Policy,
    Signatory,
    Signer,
    Training,
)
from documents.models import PresidentTerm
from partnerships import queries as partnerships
from pledges.models import Completion
from policies import queries as policies
from training import queries as training
from training.models import Course as CatalogueCourse

LANGUAGE = "en"


def letter(completion: Completion, facts: Facts, report: Report, *, on: date) -> LetterContent:
    """The completion letter (FAQ 9) of a draft, as its facts and statements now stand."""
    agency, said = completion.agency, completion.statements
    return LetterContent(
        language=LANGUAGE,
        written_on=on,
        pledged_on=completion.pledge.pledged_on,
        agency=Letterhead(
            name=agency.name,
            address=_address(agency),
            phone=agency.phone,
            website=agency.website,
            head_name=agency.head_name,
            head_title=agency.head_title,
        ),
        addressee=Addressee(
            name=str(settings.SITE_NAME), organization=_("International Association of Chiefs of Police")
        ),
        training=_training(agency, facts, report),
        partnerships=_partnerships(facts),
        policies=_policies(agency, facts),
        signatory=Signatory(
            name=completion.signatory_name,
            title=completion.signatory_title,
            is_head=completion.signatory_name.strip().casefold() == agency.head_name.strip().casefold(),
        ),
        training_statement=said.get(CRISIS_INTERVENTION.key, ""),
        partnership_statement=said.get(PARTNERSHIP.key, ""),
        policy_statement=said.get(POLICY.key, ""),
        enclosures=_enclosures(agency, facts),
    )


@dataclass(frozen=True, slots=True)
class Approved:
    """What the papers about an approved completion are composed from: its frozen facts and report, and who signs when."""

    completion: Completion
    facts: Facts
    report: Report
    president: PresidentTerm
    on: date


def certificate(basis: Approved, *, number: str, code: str, replaces: str = "") -> CertificateContent:
    """The certificate, which says under ``code`` on the web what it says on paper."""
    agency, facts = basis.completion.agency, basis.facts
    return CertificateContent(
        language=LANGUAGE,
        number=number,
        agency=agency.name,
        place=agency.place,
        pledged_on=basis.completion.pledge.pledged_on,
        issued_on=basis.on,
        training=_training(agency, facts, basis.report),
        partnerships=len(_partnerships(facts)),
        policies=len(POLICY.in_place(facts)),
        president=_signer(basis.president),
        verification_url=verification_url(code),
        replaces=replaces,
    )


def acknowledgment(basis: Approved, *, number: str, code: str) -> AcknowledgmentContent:
    """The President's letter that goes with the certificate of this number."""
    agency, facts = basis.completion.agency, basis.facts
    return AcknowledgmentContent(
        language=LANGUAGE,
        written_on=basis.on,
        pledged_on=basis.completion.pledge.pledged_on,
        agency=agency.name,
        addressee=Addressee(
            name=agency.head_name, title=agency.head_title, organization=agency.name, address=_address(agency)
        ),
        salutation=_salutation(agency),
        training=_training(agency, facts, basis.report),
        partners=tuple(partnership.organization for partnership in _partnerships(facts)),
        certificate_number=number,
        verification_url=verification_url(code),
        president=_signer(basis.president),
        contact_email=settings.CONTACT_EMAIL,
    )


def digest(paper: Paper) -> str:
    """SHA-256, in hex, over all that a paper says."""
    text = json.dumps(paper.to_data(), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verification_url(code: str) -> str:
    """The public address that says what a paper with this code says, and whether it is valid."""
    return absolute(reverse("documents:verify", args=[code]))


def _training(agency: Agency, facts: Facts, report: Report) -> Training:
    edition = edition_by_code(report.edition)
    others = non_sworn(standings(facts)).trained if facts.officers else 0
    if facts.headcount is not None:
        others = _non_sworn_trained(agency, facts.as_of)
    return Training(
        as_of=report.as_of,
        edition=report.edition,
        sworn=report.sworn,
        crisis_intervention=_figure(report.finding(CRISIS_INTERVENTION.key)),
        first_aid=_figure(report.finding(FIRST_AID.key)),
        crisis_training_covers_first_aid=len(edition.first_aid.tracks) > 1,
        self_reported=report.self_reported,
        non_sworn=others or None,
        courses=_courses(facts),
    )


def _figure(finding: Finding) -> Figure:
    return Figure(actual=finding.actual, needed=finding.needed, out_of=finding.out_of)


def _courses(facts: Facts) -> tuple[Course, ...]:
    """Each course that counted, with the sworn officers whom it alone trains: the engine asked once a course."""
    titles = _course_titles([course.code for course in facts.courses])
    counted = []
    for course in facts.courses:
        if course.standing not in {CourseStanding.RECOGNIZED, CourseStanding.APPROVED} or course.refresher:
            continue
        records = tuple(record for record in facts.records if record.course == course.code)
        people = standings(replace(facts, courses=(course,), records=records))
        trained = sum(
            person.counted and held.counts for person in people for held in (person.cit, person.mhfa)
        )
        if trained:
            counted.append(Course(titles.get(course.code, course.code), course.hours, trained))
    return tuple(counted)


def _partnerships(facts: Facts) -> tuple[Partnership, ...]:
    return tuple(
        Partnership(partnership.organization, partnership.nature, partnership.started_on)
        for partnership in PARTNERSHIP.in_place(facts)
    )


def _policies(agency: Agency, facts: Facts) -> tuple[Policy, ...]:
    in_force = {policy.ref for policy in POLICY.in_place(facts)}
    return tuple(
        Policy(
            title=policy.title,
            adopted_on=policy.adopted_on,
            components=tuple(
                Component(part.get_kind_display(), part.pages) for part in policy.components.all()
            ),
        )
        for policy in policies.for_agency(agency)
        if policy.public_id in in_force
    )


def _enclosures(agency: Agency, facts: Facts) -> tuple[str, ...]:
    """The copies that are recommended (FAQ 9) and there: of policies in force, and of agreements with active partners."""
    in_force = {policy.ref for policy in POLICY.in_place(facts)}
    active = {entry.ref for entry in PARTNERSHIP.in_place(facts)}
    return (
        *(
            policy.title
            for policy in policies.for_agency(agency)
            if policy.public_id in in_force and policy.file_id is not None
        ),
        *(
            _("Agreement with %(organization)s") % {"organization": entry.organization.name}
            for entry in partnerships.for_agency(agency)
            if entry.public_id in active and entry.mou_id is not None
        ),
    )


def _address(agency: Agency) -> tuple[str, ...]:
    lines = [line.strip() for line in agency.address.splitlines() if line.strip()]
    return tuple(lines) or (agency.place,)


def _salutation(agency: Agency) -> str:
    """The title and the last of the names: "Chief Rivera". Without a title the whole name, without a name the office."""
    names = agency.head_name.split()
    if not names:
        return agency.head_title or _("Chief")
    return f"{agency.head_title} {names[-1]}" if agency.head_title else agency.head_name


def _signer(president: PresidentTerm) -> Signer:
    return Signer(president.name, president.title)


def _course_titles(codes: Iterable[str]) -> dict[str, str]:
    """The catalogue's titles by code: also of a course that no record of the agency names any more."""
    return dict(CatalogueCourse.objects.filter(code__in=list(codes)).values_list("code", "title"))


def _non_sworn_trained(agency: Agency, as_of: date) -> int:
    """How many selected non-sworn staff an agency with head counts says it trained; 0 without a head count."""
    counts = [count for count in training.head_counts(agency) if count.as_of <= as_of]
    return counts[0].non_sworn_trained if counts else 0
