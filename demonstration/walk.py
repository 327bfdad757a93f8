"""The main job, step by step, through the same actions that the pages call. The demonstration and the tour walk it."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from agencies import actions as agencies
from agencies.models import INVITATION_LINK, Agency
from compliance.clock import add_months
from compliance.editions import edition_by_code, edition_on
from documents import actions as documents
from documents.models import Document, PresidentTerm
from documents.terms import in_the_way
from outbox.dispatch import deliver_due
from partnerships import actions as partnerships
from partnerships.queries import Contact
from pledges import actions as pledges
from pledges import messages
from pledges import queries as pledge_queries
from pledges.models import CONFIRM_LINK, Completion, Pledge
from policies import actions as policies
from reviews import actions as reviews


@dataclass(frozen=True, slots=True)
class Head:
    """Who heads an agency, and how to reach it; all of it invented."""

    name: str = "Jordan Whitaker"
    title: str = "Chief"
    address: str = "100 Main Street"
    phone: str = "555-0100"


def take_pledge(*, fields: dict[str, Any], coordinator: str, email: str, head: Head | None = None) -> Pledge:
    """The public form is sent; the coordinator has yet to confirm the address."""
    head = head or Head()
    agency = {
        "head_name": head.name,
        "head_title": head.title,
        "address": f"{head.address}\n{fields['city']}",
        "phone": head.phone,
        "headcount_on": timezone.localdate(),
        **fields,
    }
    return pledges.take(
        agency=agency,
        coordinator=pledges.Coordinator(name=coordinator, email=email, title="Pledge coordinator"),
        commitments=list(messages.commitments(edition_on(timezone.localdate()))),
        authority_confirmed=True,
        form_key=f"walk-{fields['name']}-{fields.get('region', '')}",
    )


def confirm(pledge: Pledge) -> Pledge:
    """The coordinator follows the link in the email."""
    return pledges.confirm(token=CONFIRM_LINK.token(pledge.link_name))


def verify_and_join(pledge: Pledge, *, reviewer: User, password: str | None) -> User:
    """A reviewer verifies; the coordinator accepts the invitation and leads. Without a password a random one is set."""
    pledge = pledges.verify(pledge=pledge, by=reviewer)
    invitation = pledge.agency.invitations.get(
        email=pledge.coordinator_email, accepted_at=None, revoked_at=None
    )
    token = INVITATION_LINK.token(invitation.public_id)
    membership = agencies.accept(
        token=token, name=pledge.coordinator_name, password=password or secrets.token_urlsafe(24)
    )
    return membership.user


def record_partnership(agency: Agency, *, by: User, organization: str, since: date, **fields: Any) -> None:
    """The first practice."""
    partnerships.add(
        agency=agency,
        by=by,
        organization=organization,
        nature=fields.pop(
            "nature",
            "A clinician rides along on two shifts a week and takes over follow-up. Both sides meet every month to "
            "look at calls that went badly, and the center teaches in our crisis-intervention course.",
        ),
        started_on=since,
        **{
            "kind": "center",
            "services": ["co_response", "follow_up", "training"],
            "contacts": [
                Contact("Rowan Ellery", "Clinical director", "rowan.ellery@center.example", "555-0160"),
                Contact(role="Crisis desk, day and night", phone="555-0161"),
            ],
            "mou_signed_on": since,
            "mou_effective_on": since,
            "mou_expires_on": add_months(since, 36),
            "mou_renewal": "agreement",
            "mou_notice_days": 60,
            **fields,
        },
    )


def renew_memorandum(agency: Agency, *, by: User, signed_on: date, months: int) -> None:
    """The memorandum of the agency's partnership is renewed for so many months; the first one is kept."""
    partnership = agency.partnerships.get()
    partnerships.renew(
        partnership=partnership,
        version=partnership.version,
        by=by,
        mou_signed_on=signed_on,
        mou_effective_on=signed_on,
        mou_expires_on=add_months(signed_on, months),
        mou_renewal="agreement",
        mou_notice_days=30,
    )


def record_policy(agency: Agency, *, by: User, adopted_on: date, adopted_by: str = "") -> None:
    """The second practice. One that another than the present head adopted, the present head adopts by a statement today."""
    policy = policies.add(
        agency=agency,
        by=by,
        number="General Order 12-4",
        title="Response to Persons in Crisis",
        adopted_on=adopted_on,
        adopted_by=adopted_by or agency.head_name,
        components={
            "purpose": "1",
            "recognition": "2-3",
            "risk": "4",
            "response": "4-7",
            "custody": "8",
            "referral": "9",
            "documentation": "10",
            "training": "11",
        },
        left_out={
            "definitions": "The terms are those of state law.",
            "families": "The center's family program does this under the memorandum.",
        },
    )
    if adopted_by:
        policies.adopt(
            policy=policy,
            by=by,
            head_name=agency.head_name,
            head_title=agency.head_title,
            on=timezone.localdate(),
            statement="I adopt General Order 12-4, Response to Persons in Crisis, as the policy of our agency.",
        )


def write_letter(pledge: Pledge, *, by: User) -> Document:
    """The head of the agency as the one who signs, and the PDF of what the records say."""
    draft = pledge_queries.draft(pledge.agency)
    draft = pledges.save_draft(
        pledge=pledge,
        version=draft.version if draft is not None else 0,
        changes={
            "signatory_name": pledge.agency.head_name,
            "signatory_title": pledge.agency.head_title,
            "signatory_is_command": True,
        },
        by=by,
    )
    letter = documents.request_letter(completion=draft, by=by)
    deliver_due()
    letter.refresh_from_db()
    return letter


def submit(pledge: Pledge, *, by: User) -> Completion:
    """The completion goes to the IACP."""
    draft = pledge_queries.draft(pledge.agency)
    if draft is None:
        raise ValueError("Write the letter first.")
    return pledges.submit(completion=draft, version=draft.version, attested=True, by=by)


def send_back(completion: Completion, *, reviewer: User, reasons: str, practices: dict[str, str]) -> None:
    """A reviewer takes the completion up and returns it."""
    reviews.claim(completion=completion, by=reviewer)
    reviews.send_back(completion=completion, by=reviewer, reasons=reasons, practices=practices)
    deliver_due()


def answer_about_partnership(pledge: Pledge, *, by: User, nature: str, answer: str) -> None:
    """The agency changes what its partnership is, and says so to the reviewer who asked."""
    partnership = pledge.agency.partnerships.get()
    partnerships.change(partnership=partnership, version=partnership.version, by=by, nature=nature)
    draft = pledge_queries.draft(pledge.agency)
    pledges.save_draft(
        pledge=pledge,
        version=draft.version if draft is not None else 0,
        changes={"partnership_answer": answer},
        by=by,
    )


def approve(completion: Completion, *, reviewer: User) -> list[Document]:
    """A reviewer takes the completion up and approves it; the papers are made."""
    reviews.claim(completion=completion, by=reviewer)
    reviews.approve(
        completion=completion,
        by=reviewer,
        practices=frozenset(
            practice.key for practice in edition_by_code(completion.pledge.edition).practices
        ),
    )
    deliver_due()
    return list(
        Document.objects.filter(completion=completion)
        .exclude(kind=Document.Kind.LETTER)
        .select_related("file")
    )


def enter_president(*, name: str, from_on: date) -> None:
    """Enter the President who signs, unless one is entered for these days already."""
    term = PresidentTerm(name=name, from_on=from_on)
    if in_the_way(term) is None:
        term.save()
