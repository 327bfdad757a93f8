"""Contents as an agency of forty would have them, to be varied with `dataclasses.replace`."""

from datetime import date
from decimal import Decimal

from documents.content import (
    AcknowledgmentContent,
    Addressee,
    CertificateContent,
    Component,
    CouncilContent,
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

AGENCY = "Saranac Lake Police Department"
URL = "https://onemind.example.org/verify/k7m2qxw5htz3nb6rjd4cf8yvpa"

TRAINING = Training(
    as_of=date(2025, 6, 15),
    edition="2022",
    sworn=40,
    crisis_intervention=Figure(actual=9, needed=8, out_of=40),
    first_aid=Figure(actual=40, needed=40, out_of=40),
    non_sworn=6,
    courses=(
        Course("Crisis Intervention Team (CIT), Memphis Model", 40, 9),
        Course("Mental Health First Aid for Public Safety", 8, 29),
        Course("Crisis Awareness for Patrol, an approved equivalent", Decimal("13.5"), 2),
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
    training=TRAINING,
    partnerships=2,
    policies=1,
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
    training=TRAINING,
    partnerships=(
        Partnership(
            organization="Adirondack Behavioral Health",
            nature=(
                "A clinician of the center answers calls together with our patrol on five evenings a week, and "
                "follows up with the person and the family within two working days.\n\n"
                "Both organizations meet every month to go through the calls that went well and those that did not."
            ),
            started_on=date(2023, 9, 1),
        ),
        Partnership(organization="NAMI of the North Country", nature="Teaches in every class that we hold."),
    ),
    policies=(
        Policy(
            title="General Order 12-4, Response to Individuals in Crisis",
            adopted_on=date(2024, 2, 1),
            components=(
                Component("Purpose and guiding principles", "p. 1"),
                Component("Recognizing signs of a crisis", "pp. 2–3"),
                Component("Response and de-escalation on scene", "pp. 3–6"),
                Component("Custody, transport and emergency evaluation", "§ 5.2"),
                Component("Referral to community services", "p. 8"),
                Component("Documentation and privacy", ""),
            ),
        ),
    ),
    signatory=Signatory("Dana R. Rivera", "Chief of Police", is_head=True),
    training_statement=(
        "All classes were held in person, with our partners among the teachers. Newly hired officers take Mental "
        "Health First Aid during field training."
    ),
    enclosures=("General Order 12-4", "Memorandum of Understanding with Adirondack Behavioral Health"),
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
    training=TRAINING,
    partners=("Adirondack Behavioral Health", "NAMI of the North Country"),
    certificate_number="OM-2025-000123",
    verification_url=URL,
    president=PRESIDENT,
    contact_email="onemindcampaign@theiacp.org",
)

COUNCIL = CouncilContent(
    language="en",
    agency=AGENCY,
    place="Saranac Lake, New York",
    pledged_on=date(2023, 3, 4),
    certified_on=date(2025, 7, 1),
    certificate_number="OM-2025-000123",
    training=TRAINING,
    partnerships=2,
    policies=1,
    verification_url=URL,
    partners=("Adirondack Behavioral Health", "NAMI Champlain Valley"),
    contact_email="onemindcampaign@theiacp.org",
)

PAPERS: tuple[Paper, ...] = (LETTER, CERTIFICATE, ACKNOWLEDGMENT, COUNCIL)
