"""The emails about decisions, composed when they are delivered. One message a recipient.

The email about an approval goes out with its papers: see ``documents.emails``.
"""

from django.conf import settings

from agencies.queries import recipient
from audit.verification import HeadNote
from common.addresses import absolute, reverse
from common.mail import send
from outbox.registry import handles
from pledges import messages
from pledges.models import Completion


@handles("reviews.returned")
def returned(completion_id: int, user_id: int) -> None:
    """Tell one person of the agency that the completion came back, and what to fix."""
    completion = Completion.objects.select_related("agency", "decision").get(pk=completion_id)
    person = recipient(completion.agency, user_id)
    if person is None:
        return
    decision = completion.decision
    context = {
        "person": person,
        "agency": completion.agency,
        "reasons": decision.reasons,
        "practices": [(messages.title_of(code), text) for code, text in decision.practices.items()],
        "overview_url": absolute(reverse("pledges:overview", agency=completion.agency.public_id)),
    }
    send(template="reviews/returned", to=[person.email], context=context)


@handles("reviews.trail_head")
def trail_head(entries: int, last_hash: str) -> None:
    """Send the security contact the trail's head, to be kept where the portal can't reach it."""
    contact: str = settings.SECURITY_CONTACT.removeprefix("mailto:")
    # The contact may be a page: then it goes to the campaign.
    to = settings.CONTACT_EMAIL if contact.startswith(("http://", "https://")) else contact
    send(template="reviews/trail_head", to=[to], context={"head": HeadNote(entries, last_hash)})
