"""Relaying a question to an agency and the answer back. Neither side learns the other's address.

Nothing of what is said stands in the trail, the outbox or an email.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import queries as agencies
from agencies.models import Agency
from agencies.permissions import Capability, require
from audit import trail
from campaign.conversations import queries
from campaign.conversations.models import CONFIRM_LINK, FOLLOW_LINK, Conversation, ConversationMessage, Side
from campaign.conversations.states import MACHINE, State, Transition
from common import tokens
from common.models import opaque_code
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, Refused
from outbox.post import post, post_to_each

# How long the link that confirms an address works.
CONFIRM_WITHIN = timedelta(days=3)
# More from one address in a day is dropped, so that no one's inbox is filled with links they never asked for.
QUESTIONS_A_DAY = 5
# So many messages may the sender write before the agency answers.
IN_A_ROW = 5


@open_to(OpenTo.EVERYONE)
def ask(
    *,
    agency: Agency,
    name: str,
    organization: str,
    email: str,
    subject: str,
    text: str,
    form_key: str,
    by: User | None = None,
) -> Conversation | None:
    """Keep a question until the sender's address is confirmed, and return it; the agency learns nothing yet.

    None, and nothing kept, for a blocked address and for one that has asked too often today: the page says the same in any
    case. The same form sent twice is one question. Refused when the agency takes no questions. In order: writes the
    conversation and its first message, records it, posts the email with the link that confirms the address.
    """
    mark = tokens.mark_of(email)
    with transaction.atomic():
        known = Conversation.objects.filter(form_key=form_key).first()
        if known is not None:
            return known
        if not queries.takes_questions(agency):
            raise _no_questions()
        # Asked both, and dropped at the very end: how long the answer takes says nothing, either.
        blocked, lately = queries.is_blocked(mark), queries.asked_lately(mark)
        now, public_id = timezone.now(), opaque_code()
        values = {
            "public_id": public_id,
            "agency": agency,
            "sender_name": name.strip(),
            "sender_organization": organization.strip(),
            "sender_email": email.strip(),
            "sender_mark": mark,
            "subject": " ".join(subject.split()),
            "confirm_hash": CONFIRM_LINK.hash(public_id),
            "follow_hash": FOLLOW_LINK.hash(public_id),
            "expires_at": now + CONFIRM_WITHIN,
            "moved_at": now,
        }
        # The form may come twice at the same moment: the second waits here, and finds the first.
        conversation, is_new = Conversation.objects.get_or_create(form_key=form_key, defaults=values)
        if not is_new:
            return conversation
        _say(conversation, Side.SENDER, text, form_key, None)
        trail.record("campaign.question_received", by=by, subject=conversation)
        post("campaign.connect_confirm", key=str(conversation.pk), conversation_id=conversation.pk)
        if blocked or lately >= QUESTIONS_A_DAY:
            transaction.set_rollback(True)
            return None
        return conversation


@open_to(OpenTo.LINK)
def confirm(*, conversation: Conversation) -> Conversation:
    """The sender's address is confirmed: relay the question, and return the conversation.

    Conflict when it is confirmed already. Refused when the link has run out, the address is blocked, or the agency takes no
    questions any more. In order: writes the state, records it, posts an email to each lead of the agency.
    """
    with transaction.atomic():
        locked = _lock(conversation)
        if locked.standing is not State.UNCONFIRMED:
            raise Conflict(_("This address is already confirmed. The link has been used."))
        if locked.expires_at < timezone.now():
            raise Refused(_("This link has expired. Please ask your question again."))
        if not queries.takes_questions(locked.agency) or queries.is_blocked(locked.sender_mark):
            raise _no_questions()
        locked.confirmed_at = timezone.now()
        _move(locked, Transition.CONFIRM, "confirmed_at")
        trail.record("campaign.question_relayed", by=None, subject=locked, agency=locked.agency)
        first = ConversationMessage.objects.filter(conversation=locked).order_by("pk").first()
        if first is not None:
            _tell_leads(first, locked)
        return locked


@open_to(OpenTo.LINK)
def ask_more(*, conversation: Conversation, text: str, form_key: str) -> ConversationMessage:
    """The sender goes on, and the message is returned. The same form sent twice is one message.

    Conflict when the conversation is closed; Refused after IN_A_ROW messages without an answer, and when the agency is not
    to be reached. In order: writes the message and the state, records it, posts an email to each lead.
    """
    with transaction.atomic():
        locked = _lock(conversation)
        known = ConversationMessage.objects.filter(form_key=form_key).first()
        if known is not None:
            return known
        if locked.agency.is_suspended:
            raise _no_questions()
        if _unanswered(locked) >= IN_A_ROW:
            raise Refused(_("Please wait for an answer before you write again."), field="text")
        _move(locked, Transition.ASK_MORE)
        message = _say(locked, Side.SENDER, text, form_key, None)
        trail.record("campaign.question_followed", by=None, subject=locked, agency=locked.agency)
        _tell_leads(message, locked)
        return message


def answer(*, conversation: Conversation, text: str, form_key: str, by: User) -> ConversationMessage:
    """A member answers for the agency, and the message is returned. The same form sent twice is one message.

    Conflict when the conversation is closed. In order: writes the message and the state, records it, posts an email to
    the sender.
    """
    with transaction.atomic():
        locked = _lock(conversation)
        require(by, Capability.QUESTIONS_ANSWER, locked.agency)
        known = ConversationMessage.objects.filter(form_key=form_key).first()
        if known is not None:
            return known
        _move(locked, Transition.ANSWER)
        message = _say(locked, Side.AGENCY, text, form_key, by)
        trail.record("campaign.question_answered", by=by, subject=locked, agency=locked.agency)
        post("campaign.connect_answered", key=str(message.pk), message_id=message.pk)
        return message


def close(*, conversation: Conversation, side: Side, by: User | None) -> Conversation:
    """End a conversation for both sides, and return it. A second time changes nothing.

    The sender, ``by`` None, holds the link to it; who answers for the agency needs the permission, NotAllowed without.

    In order: writes the state and who closed it, records it, posts an email to the sender unless they closed it.
    """
    with transaction.atomic():
        locked = _lock(conversation)
        if side is not Side.SENDER:
            require(by, Capability.QUESTIONS_ANSWER, locked.agency)
        if locked.standing is not State.CLOSED:
            end(locked, side=side, by=by)
        return locked


@open_to(OpenTo.PART)
def end(locked: Conversation, *, side: Side, by: User | None) -> None:
    """What ``close`` does to a conversation that the caller has locked and that is open."""
    locked.closed_at = timezone.now()
    locked.closed_by = side.value
    _move(locked, Transition.CLOSE, "closed_at", "closed_by")
    trail.record("campaign.conversation_closed", by=by, subject=locked, agency=locked.agency)
    if side is not Side.SENDER:
        post("campaign.connect_closed", key=str(locked.pk), conversation_id=locked.pk)


def _lock(conversation: Conversation) -> Conversation:
    return (
        Conversation.objects.select_for_update(of=("self",)).select_related("agency").get(pk=conversation.pk)
    )


def _move(locked: Conversation, transition: Transition, *fields: str) -> None:
    closed = _("This conversation is closed. A new question starts on the agency's page.")
    MACHINE.move(locked, transition, closed=lambda _state: Conflict(closed))
    locked.moved_at = timezone.now()
    locked.save(update_fields=["state", "moved_at", *fields, "updated_at"])


def _say(
    conversation: Conversation, side: Side, text: str, form_key: str, by: User | None
) -> ConversationMessage:
    return ConversationMessage.objects.create(
        conversation=conversation,
        side=side.value,
        text=text.replace("\r\n", "\n").strip(),
        by=by,
        at=timezone.now(),
        form_key=form_key,
    )


def _tell_leads(message: ConversationMessage, conversation: Conversation) -> None:
    leads = agencies.leads(conversation.agency)
    post_to_each("campaign.connect_relayed", leads, key=message.pk, message_id=message.pk)


def _unanswered(conversation: Conversation) -> int:
    sides = (
        ConversationMessage.objects.filter(conversation=conversation)
        .order_by("-pk")
        .values_list("side", flat=True)[:IN_A_ROW]
    )
    count = 0
    for side in sides:
        if side != Side.SENDER.value:
            break
        count += 1
    return count


def _no_questions() -> Refused:
    return Refused(_("This agency doesn't take questions through the portal at present."))
