"""The emails about decisions, composed when they are delivered. One message a recipient.

The email about an approval goes out with its papers: see ``documents.emails``.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from agencies import queries as agencies
from audit.verification import HeadNote
from common.addresses import absolute, reverse
from common.mail import compose, send
from documents import emails as papers
from documents.models import NO_CODE, Document
from outbox.registry import handles
from pledges import messages
from reviews.models import Decision, PreparedDecision


@handles("reviews.returned")
def returned(completion_id: int, user_id: int, decision_id: int | None = None) -> None:
    """Tell one person of the agency that the completion came back, and what to fix; nothing once that was recalled."""
    decision = (
        Decision.objects.filter(completion=completion_id)
        .select_related("completion__agency")
        .filter(Q(pk=decision_id) if decision_id is not None else Q())
        .first()
    )
    person = agencies.recipient(decision.completion.agency, user_id) if decision is not None else None
    if person is None or decision is None:
        return
    send(template="reviews/returned", to=[person.email], context=returned_context(decision, person))


def returned_context(decision: Decision | PreparedDecision, person: User) -> dict[str, Any]:
    """What the email about a returned completion says."""
    completion = decision.completion
    return {
        "person": person,
        "agency": completion.agency,
        "reasons": decision.reasons,
        "practices": [(messages.title_of(code), text) for code, text in decision.practices.items()],
        "overview_url": absolute(reverse("pledges:overview", agency=completion.agency.public_id)),
    }


def as_it_will_read(prepared: PreparedDecision) -> EmailMultiAlternatives | None:
    """The email about a prepared decision, as the first of the agency's people would get it today; None without anyone."""
    completion, today = prepared.completion, timezone.localdate()
    person = next(iter(agencies.speakers(completion.agency)), None)
    if person is None:
        return None
    if prepared.kind == Decision.Kind.RETURN:
        return compose(
            template="reviews/returned", to=person.email, context=returned_context(prepared, person)
        )
    certificate = Document(
        agency=completion.agency,
        completion=completion,
        dated_on=today,
        number=f"OM-{today.year}-000000",
        code=NO_CODE,
    )
    context = papers.context_of(certificate, person, today) | {"told": prepared.reasons}
    return compose(template="documents/certificate_ready", to=person.email, context=context)


@handles("reviews.trail_head")
def trail_head(entries: int, last_hash: str) -> None:
    """Send the security contact the trail's head, to be kept where the portal can't reach it."""
    contact: str = settings.SECURITY_CONTACT.removeprefix("mailto:")
    # The contact may be a page: then it goes to the campaign.
    to = settings.CONTACT_EMAIL if contact.startswith(("http://", "https://")) else contact
    send(template="reviews/trail_head", to=[to], context={"head": HeadNote(entries, last_hash)})
