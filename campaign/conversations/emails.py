"""The emails around relayed questions. They say that there is a message and lead to it; none holds what was said.

Nor does any hold an address of the other side, and the one that goes to an unconfirmed address holds nothing that was typed.
"""

from django.utils.translation import gettext_lazy as _

from agencies.queries import recipient
from campaign.conversations import queries
from campaign.conversations.models import CONFIRM_LINK, FOLLOW_LINK, Conversation
from campaign.conversations.states import OPEN, State
from common.addresses import absolute, reverse
from common.mail import send, thread
from common.tokens import Link
from outbox.registry import handles
from outbox.unconfirmed import send_unconfirmed

_WHY = _("You get this email because this address was entered with a question on the One Mind portal.")


@handles("campaign.connect_confirm")
def confirm(*, conversation_id: int) -> None:
    """To the sender: the link that confirms the address. Nothing once it is confirmed."""
    conversation = queries.by_number(conversation_id)
    if conversation is not None and conversation.standing is State.UNCONFIRMED:
        link = _link("conversations:confirm", conversation, CONFIRM_LINK)
        context = {
            "agency_name": conversation.agency.verified_name,
            "link": link,
            "until": conversation.expires_at,
        }
        send_unconfirmed(
            template="conversations/confirm", to=conversation.sender_email, why=_WHY, context=context
        )


@handles("campaign.connect_relayed")
def relayed(*, message_id: int, user_id: int) -> None:
    """To a lead: that there is a message, and where. Nothing when it is answered or closed by now."""
    message = queries.message(message_id)
    user = recipient(message.conversation.agency, user_id) if message is not None else None
    if message is None or user is None or message.conversation.standing is not State.WAITING:
        return
    conversation = message.conversation
    link = absolute(
        reverse("conversations:message", [conversation.public_id], agency=conversation.agency.public_id)
    )
    context = {"agency": conversation.agency, "user": user, "link": link}
    send(template="conversations/relayed", to=[user.email], context=context, headers=_thread(conversation))


@handles("campaign.connect_answered")
def answered(*, message_id: int) -> None:
    """To the sender: that there is an answer, and the link to it."""
    message = queries.message(message_id)
    if message is not None and message.conversation.standing in OPEN:
        conversation = message.conversation
        link = _link("conversations:thread", conversation, FOLLOW_LINK)
        _send("answered", conversation, link)


@handles("campaign.connect_closed")
def closed(*, conversation_id: int) -> None:
    """To the sender: that the conversation is closed, and where it can be read."""
    conversation = queries.by_number(conversation_id)
    if conversation is not None and conversation.standing is State.CLOSED:
        link = _link("conversations:thread", conversation, FOLLOW_LINK)
        _send("closed", conversation, link)


def _link(name: str, conversation: Conversation, purpose: Link) -> str:
    return absolute(reverse(name, args=[purpose.token(conversation.public_id)]))


def _send(message: str, conversation: Conversation, link: str) -> None:
    context = {"agency": conversation.agency, "link": link, "until": conversation.expires_at}
    send(
        template=f"conversations/{message}",
        to=[conversation.sender_email],
        context=context,
        headers=_thread(conversation),
    )


def _thread(conversation: Conversation) -> dict[str, str]:
    return thread(f"campaign.conversation:{conversation.pk}")
