"""Questions to an agency that are relayed through the portal: neither side learns the other's address."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from campaign.conversations.states import State
from common.models import PubliclyNamed, TimeStamped
from common.tokens import Link

CONFIRM_LINK = Link("campaign.connect.confirm")
FOLLOW_LINK = Link("campaign.connect.follow")


class Side(models.TextChoices):
    """Who says or does something in a conversation."""

    SENDER = "sender", _("The person who asked")
    AGENCY = "agency", _("The agency")
    DESK = "desk", _("The campaign's staff")


class Conversation(PubliclyNamed, TimeStamped):
    """A question, its answers, and what followed. The keys of its two links are kept only as hashes."""

    class Status(models.TextChoices):
        UNCONFIRMED = State.UNCONFIRMED.value, _("Address not confirmed")
        WAITING = State.WAITING.value, _("Waits for the agency")
        ANSWERED = State.ANSWERED.value, _("Answered")
        CLOSED = State.CLOSED.value, _("Closed")

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="conversations", verbose_name=_("agency"))
    sender_name = models.CharField(_("sender's name"), max_length=120)
    sender_organization = models.CharField(_("sender's agency or organization"), max_length=160, blank=True)
    sender_email = models.EmailField(_("sender's email address"))
    # Finds an address again, blocks it, and counts it, without saying which it is.
    sender_mark = models.CharField(max_length=64, db_index=True, editable=False)
    subject = models.CharField(_("subject"), max_length=160)
    state = models.CharField(
        _("state"), max_length=12, choices=Status.choices, default=Status.UNCONFIRMED.value
    )
    confirm_hash = models.CharField(max_length=64, unique=True, editable=False)
    follow_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("to be confirmed until"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last message or step"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.CharField(_("closed by"), max_length=10, choices=Side.choices, blank=True)
    form_key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-moved_at"]
        indexes = [
            models.Index(fields=["agency", "state"], name="campaign_conversation_waiting"),
            models.Index(fields=["moved_at"], name="campaign_conversation_moved"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def standing(self) -> State:
        return State(self.state)


class ConversationMessage(models.Model):
    """What one side said."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    text = models.TextField(_("message"), max_length=4000)
    # Which member wrote for the agency: for the agency's own eyes.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"))
    form_key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.side}"


class AbuseReport(PubliclyNamed, TimeStamped):
    """One side tells the campaign's staff that a conversation isn't what it should be. Until then staff read none of it."""

    class Outcome(models.TextChoices):
        NOTHING = "nothing", _("Nothing to be done")
        CLOSED = "closed", _("Conversation closed")
        BLOCKED = "blocked", _("Conversation closed and sender blocked")

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="reports")
    side = models.CharField(_("reported by"), max_length=10, choices=Side.choices)
    reason = models.TextField(_("what is wrong"), max_length=2000)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        verbose_name = _("report of abuse")
        verbose_name_plural = _("reports of abuse")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "side"],
                condition=Q(settled_at__isnull=True),
                name="campaign_report_one_open_a_side",
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class BlockedSender(PubliclyNamed, TimeStamped):
    """An address that may not ask any more: kept as a mark, which no one can read an address from."""

    mark = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("blocked sender")
        verbose_name_plural = _("blocked senders")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.public_id
