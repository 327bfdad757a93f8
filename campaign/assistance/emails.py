"""The emails around requests for help. They say that there is something and lead to it; none holds what was said."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.queries import person
from campaign.assistance.models import FOLLOW_LINK, AssistanceRequest
from campaign.assistance.queries import requests as queries
from campaign.assistance.states import OURS, State
from common.addresses import absolute
from common.mail import send
from outbox.registry import handles
from outbox.unconfirmed import send_unconfirmed

_WHY = _(
    "You get this email because this address was entered with a request for help on the One Mind portal."
)


@handles("campaign.assistance_received")
def received(*, request_id: int) -> None:
    """To the requester: that the request is there, and the link to follow it by."""
    _to_requester("received", queries.by_number(request_id))


@handles("campaign.assistance_answered")
def answered(*, request_id: int) -> None:
    """To the requester: that there is an answer, and the link to it."""
    _to_requester("answered", queries.by_number(request_id))


@handles("campaign.assistance_closed")
def closed(*, request_id: int) -> None:
    """To the requester: that the request is closed, and the question how it went. Nothing when it is open again."""
    request = queries.by_number(request_id)
    if request is not None and request.standing is State.CLOSED:
        _to_requester("closed", request)


@handles("campaign.assistance_assigned")
def assigned(*, request_id: int, user_id: int) -> None:
    """To a reviewer: that a request is theirs now. Nothing when it is someone else's by now."""
    _to_reviewer("assigned", request_id, user_id)


@handles("campaign.assistance_replied")
def replied(*, request_id: int, user_id: int) -> None:
    """To the reviewer who has it: that the requester has written. Nothing when it is answered by now."""
    _to_reviewer("replied", request_id, user_id)


def _to_requester(message: str, request: AssistanceRequest | None) -> None:
    if request is None or not request.email:
        return
    key = FOLLOW_LINK.token(request.public_id)
    context = {
        "link": absolute(reverse("assistance:follow", args=[key])),
        "asks_how_it_went": request.rated_at is None,
    }
    send_unconfirmed(template=f"assistance/{message}", to=request.email, why=_WHY, context=context)


def _to_reviewer(message: str, request_id: int, user_id: int) -> None:
    request, user = queries.by_number(request_id), person(user_id)
    if request is None or user is None or not user.is_reviewer:
        return
    if request.standing in OURS and request.assigned_to_id == user.pk:
        link = absolute(reverse("assistance:desk_request", args=[request.public_id]))
        send(template=f"assistance/{message}", to=[user.email], context={"user": user, "link": link})
