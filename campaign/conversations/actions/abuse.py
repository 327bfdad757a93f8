"""What keeps relayed questions decent: reports and blocked senders."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Capability as StaffCapability
from accounts.permissions import require as require_staff
from agencies.permissions import Capability, require
from audit import trail
from campaign.conversations import queries
from campaign.conversations.actions.relay import end
from campaign.conversations.models import AbuseReport, BlockedSender, Conversation, Side
from campaign.conversations.states import OPEN, State


def report(*, conversation: Conversation, side: Side, reason: str, by: User | None) -> AbuseReport:
    """Tell the campaign's staff that something is wrong, and return the report; from then on they may read along.

    The sender, ``by`` None, holds the link to it; for the agency speaks who may answer, NotAllowed for others. One report a
    side is open at a time: reporting again returns it. In order: writes the report, records it.
    """
    with transaction.atomic():
        locked = _lock(conversation)
        if side is not Side.SENDER:
            require(by, Capability.QUESTIONS_ANSWER, locked.agency)
        known = AbuseReport.objects.filter(
            conversation=locked, side=side.value, settled_at__isnull=True
        ).first()
        if known is not None:
            return known
        found = AbuseReport.objects.create(conversation=locked, side=side.value, reason=reason.strip())
        trail.record(
            "campaign.conversation_reported",
            by=by,
            subject=locked,
            agency=locked.agency,
            details={"side": side.value},
        )
        return found


def settle(*, report: AbuseReport, outcome: str, by: User) -> AbuseReport:
    """Decide what comes of a report, and return it. Settling again changes nothing. NotAllowed for someone with a tie to
    the agency, or to one whose conversation with this sender a block would end.

    ``outcome`` is one of AbuseReport.Outcome. CLOSED ends the conversation; BLOCKED also blocks the sender's address, ends
    all their open conversations and deletes their unconfirmed questions. In order: ends conversations (each recorded,
    and the sender told), writes the block and records it, writes the outcome, records it.
    """
    wanted = AbuseReport.Outcome(outcome)
    with transaction.atomic():
        conversation = _lock(report.conversation)
        require(by, Capability.REPORT_SETTLE, conversation.agency)
        locked = AbuseReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if locked.settled_at is not None:
            return locked
        if wanted is not AbuseReport.Outcome.NOTHING and conversation.standing in OPEN:
            end(conversation, side=Side.DESK, by=by)
        if wanted is AbuseReport.Outcome.BLOCKED:
            _block(conversation, by)
        locked.outcome = wanted.value
        locked.settled_at = timezone.now()
        locked.settled_by = by
        locked.save(update_fields=["outcome", "settled_at", "settled_by", "updated_at"])
        trail.record(
            "campaign.report_settled",
            by=by,
            subject=conversation,
            agency=conversation.agency,
            details={"outcome": wanted.value},
        )
        return locked


def unblock(*, blocked: BlockedSender, by: User) -> None:
    """Let an address ask again. NotAllowed for a reviewer with a tie to an agency that it wrote to.

    In order: records it, deletes the block.
    """
    with transaction.atomic():
        locked = BlockedSender.objects.select_for_update().filter(pk=blocked.pk).first()
        if locked is not None:
            require_staff(by, StaffCapability.SENDERS_UNBLOCK)
            _require_no_tie(locked.mark, by)
            trail.record("campaign.sender_unblocked", by=by, subject=locked)
            locked.delete()


def _require_no_tie(mark: str, by: User) -> None:
    for agency in queries.agencies_written_to(mark):
        require(by, Capability.REPORT_SETTLE, agency)


def _block(conversation: Conversation, by: User) -> None:
    _require_no_tie(conversation.sender_mark, by)
    blocked, is_new = BlockedSender.objects.get_or_create(mark=conversation.sender_mark, defaults={"by": by})
    if is_new:
        trail.record("campaign.sender_blocked", by=by, subject=blocked)
    theirs = Conversation.objects.filter(sender_mark=conversation.sender_mark)
    theirs.filter(state=State.UNCONFIRMED.value).delete()
    still_open = theirs.filter(state__in=[state.value for state in OPEN]).select_related("agency")
    for other in still_open.select_for_update(of=("self",)).order_by("pk"):
        end(other, side=Side.DESK, by=by)


def _lock(conversation: Conversation) -> Conversation:
    return (
        Conversation.objects.select_for_update(of=("self",)).select_related("agency").get(pk=conversation.pk)
    )
