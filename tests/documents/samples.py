"""Contents as an agency of forty would have them, to be varied with `dataclasses.replace`."""

from datetime import date

from compliance.editions import EDITIONS, Edition
from documents import composing
from documents.content import (
    AcknowledgmentContent,
    Addressee,
    Asked,
    Attained,
    Basis,
    CertificateContent,
    Claim,
    CouncilContent,
    Figure,
    Item,
    LetterContent,
    Letterhead,
    Paper,
    ReturnContent,
    Section,
    Signatory,
    Signature,
    Signer,
    attained,
)

AGENCY = "Saranac Lake Police Department"
URL = "https://onemind.example.org/verify/k7m2qxw5htz3nb6rjd4cf8yvpa"

BASIS = Basis(
    as_of=date(2025, 6, 15),
    edition="2022",
    sworn=40,
    non_sworn=6,
    engine="1.0",
    submission="5f" * 32,
)


def practices(
    edition: Edition = EDITIONS["2022"], partnerships: int = 2, sworn: int = 40
) -> tuple[Attained, ...]:
    """The practices of an edition as an agency of so many sworn officers carried them out."""
    figures = {
        "partnership": {"actual": partnerships},
        "policy": {"actual": 1},
        "crisis_intervention": {"actual": 9, "needed": 8, "out_of": sworn},
        "first_aid": {"actual": sworn, "needed": sworn, "out_of": sworn},
    }
    return tuple(attained(practice, **figures[practice.key]) for practice in edition.practices)


PRACTICES = practices()
ROSTER = "Roster and training records, as of June 15, 2025"

TRAINING = Section(
    practice="crisis_intervention",
    heading="How the training requirements were met",
    claims=(
        Claim(
            "sworn",
            "As of June 15, 2025, our agency has 40 sworn officers.",
            ROSTER,
            figures=(Figure("sworn", 40),),
        ),
        Claim("crisis_intervention", "9 of 40 have completed crisis-intervention training.", ROSTER),
        Claim(
            "first_aid", "40 of 40 have completed either that training or Mental Health First Aid.", ROSTER
        ),
        Claim(
            "courses",
            "The courses that count, and how many sworn officers completed them:",
            ROSTER,
            items=(
                Item("Crisis Intervention Team (CIT), Memphis Model, 40 hours", "9 officers"),
                Item("Mental Health First Aid for Public Safety, 8 hours", "29 officers"),
                Item("Crisis Awareness for Patrol, an approved equivalent, 13.5 hours", "2 officers"),
            ),
        ),
        Claim("non_sworn", "We also selected and trained 6 non-sworn staff members.", ROSTER),
    ),
    words=(
        "All classes were held in person, with our partners among the teachers. Newly hired officers take Mental "
        "Health First Aid during field training."
    ),
)
PARTNERSHIPS = Section(
    practice="partnership",
    heading="The nature of the partnership",
    claims=(
        Claim(
            "partnership:1",
            "Since September 1, 2023, we have worked with Adirondack Behavioral Health.",
            "Partnership with a community mental health organization",
            told=(
                "A clinician of the center answers calls together with our patrol on five evenings a week, and "
                "follows up with the person and the family within two working days.\n\n"
                "Both organizations meet every month to go through the calls that went well and those that did not."
            ),
        ),
        Claim(
            "partnership:2",
            "Since May 2, 2024, we have worked with NAMI of the North Country.",
            "Partnership with a community mental health organization",
            told="Teaches in every class that we hold.",
        ),
    ),
)
POLICIES = Section(
    practice="policy",
    heading="The main components of the policy",
    claims=(
        Claim(
            "policy:1",
            "General Order 12-4, Response to Individuals in Crisis, adopted on February 1, 2024, has these main components:",
            "Policy on responding to people in crisis",
            items=(
                Item("Purpose and guiding principles", "p. 1"),
                Item("Recognizing signs of a crisis", "pp. 2–3"),
                Item("Response and de-escalation on scene", "pp. 3–6"),
                Item("Custody, transport and emergency evaluation", "§ 5.2"),
                Item("Referral to community services", "p. 8"),
                Item("Documentation and privacy", ""),
            ),
        ),
    ),
)

PRESIDENT = Signer("Jordan A. Whitfield", "President, International Association of Chiefs of Police")

CERTIFICATE = CertificateContent(
    language="en",
    number="OM-2025-000123",
    agency=AGENCY,
    place="Saranac Lake, New York",
    pledged_on=date(2023, 3, 4),
    issued_on=date(2025, 7, 1),
    basis=BASIS,
    practices=PRACTICES,
    president=PRESIDENT,
    verification_url=URL,
)

LETTER = LetterContent(
    language="en",
    written_on=date(2025, 6, 18),
    pledged_on=date(2023, 3, 4),
    agency=Letterhead(
        name=AGENCY,
        address=("1 Main Street", "Saranac Lake, NY 12983"),
        phone="(518) 555-0142",
        website="police.example.org",
        head_name="Dana R. Rivera",
        head_title="Chief of Police",
    ),
    addressee=Addressee(
        name="One Mind Campaign",
        organization="International Association of Chiefs of Police",
        address=("onemindcampaign@theiacp.org",),
    ),
    sections=(PARTNERSHIPS, POLICIES, TRAINING),
    signatory=Signatory("Dana R. Rivera", "Chief of Police", is_head=True),
    enclosures=("General Order 12-4", "Memorandum of Understanding with Adirondack Behavioral Health"),
    number="2025-0012",
)
SIGNED = composing.signed_letter(LETTER, Signature("Dana R. Rivera", date(2025, 6, 19), "5f" * 32))

RETURNED = ReturnContent(
    language="en",
    number="2025-0014",
    written_on=date(2025, 6, 24),
    submitted_on=date(2025, 6, 20),
    agency=AGENCY,
    addressee=Addressee(
        name="Dana R. Rivera",
        title="Chief of Police",
        organization=AGENCY,
        address=("1 Main Street", "Saranac Lake, NY 12983"),
    ),
    salutation="Chief Rivera",
    reasons="Thank you for a thorough letter. Two things are still open.",
    asked=(
        Asked("Partnership with a community mental health organization", "Say what NAMI's teachers do."),
        Asked("Policy on responding to people in crisis", "Attach the order.\n\nName its page on transport."),
    ),
    submission="5f" * 32,
    verified=("Crisis-intervention training",),
    contact_email="onemindcampaign@theiacp.org",
)

ACKNOWLEDGMENT = AcknowledgmentContent(
    language="en",
    written_on=date(2025, 7, 1),
    pledged_on=date(2023, 3, 4),
    agency=AGENCY,
    addressee=Addressee(
        name="Dana R. Rivera",
        title="Chief of Police",
        organization=AGENCY,
        address=("1 Main Street", "Saranac Lake, NY 12983"),
    ),
    salutation="Chief Rivera",
    basis=BASIS,
    practices=PRACTICES,
    partners=("Adirondack Behavioral Health", "NAMI of the North Country"),
    certificate_number="OM-2025-000123",
    verification_url=URL,
    president=PRESIDENT,
    contact_email="onemindcampaign@theiacp.org",
    number="2025-0015",
)

COUNCIL = CouncilContent(
    language="en",
    agency=AGENCY,
    place="Saranac Lake, New York",
    pledged_on=date(2023, 3, 4),
    certified_on=date(2025, 7, 1),
    certificate_number="OM-2025-000123",
    basis=BASIS,
    practices=PRACTICES,
    verification_url=URL,
    partners=("Adirondack Behavioral Health", "NAMI Champlain Valley"),
    contact_email="onemindcampaign@theiacp.org",
)

PAPERS: tuple[Paper, ...] = (LETTER, SIGNED, RETURNED, CERTIFICATE, ACKNOWLEDGMENT, COUNCIL)
