"""The newsletter: who gets it, its issues, and what went to whom."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from campaign.newsletter.states import State
from common.models import PubliclyNamed, TimeStamped, Versioned, opaque_code
from common.tokens import Link

CONFIRM_LINK = Link("campaign.newsletter.confirm")
LEAVE_LINK = Link("campaign.newsletter.leave")


class Subscriber(PubliclyNamed, TimeStamped):
    """An address that asked for the newsletter. Deleted when it unsubscribes, and when it never confirms.

    The keys of its two links are derived, and kept only as hashes. The row's name in the admin's log is its public ID.
    """

    email = models.EmailField(_("email address"), unique=True)
    # Renewed with each link that is mailed, so that an older one opens nothing.
    confirm_seed = models.CharField(max_length=26, default=opaque_code, editable=False)
    confirm_hash = models.CharField(max_length=64, unique=True, editable=False)
    leave_hash = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked"))
    expires_at = models.DateTimeField(_("to be confirmed until"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, db_index=True)
    consent_wording = models.CharField(_("wording agreed to"), max_length=20)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="campaign_subscriber_email_lower"),
        ]

    def __str__(self) -> str:
        return self.public_id


class PostalAddress(TimeStamped):
    """Where the sender of the newsletter gets letters: at the foot of each email, as the law asks. One row, or none yet."""

    text = models.TextField(
        _("postal address"),
        max_length=300,
        help_text=_(
            "As on an envelope: name, street, city, state, postal code, country. "
            "It stands at the bottom of every email of the newsletter."
        ),
    )

    class Meta:
        verbose_name = _("newsletter's postal address")
        verbose_name_plural = _("newsletter's postal address")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="campaign_postal_address_is_one"),
        ]

    def __str__(self) -> str:
        return " · ".join(self.text.split("\n"))


class SubscriberCount(models.Model):
    """How many subscribers there were at the end of a day: a number, so that the past stays when addresses go."""

    day = models.DateField(_("day"), unique=True)
    confirmed = models.PositiveIntegerField(_("subscribers"))

    class Meta:
        verbose_name = _("number of subscribers")
        verbose_name_plural = _("numbers of subscribers")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.confirmed}"


class Issue(PubliclyNamed, TimeStamped, Versioned):
    """One issue. From the moment it is sent its words stay as they are, and it has a number and a place in the archive."""

    class Status(models.TextChoices):
        DRAFT = State.DRAFT.value, _("Draft")
        SCHEDULED = State.SCHEDULED.value, _("Scheduled")
        SENDING = State.SENDING.value, _("Being sent")
        PAUSED = State.PAUSED.value, _("Paused")
        STOPPED = State.STOPPED.value, _("Stopped")
        SENT = State.SENT.value, _("Sent")

    state = models.CharField(_("state"), max_length=10, choices=Status.choices, default=State.DRAFT.value)
    number = models.PositiveIntegerField(_("number"), null=True, unique=True, editable=False)
    subject = models.CharField(_("subject"), max_length=120)
    introduction = models.TextField(_("introduction"), max_length=4000, blank=True)
    # What happened from the one to the other is in this issue; the next begins where it ends.
    since = models.DateTimeField(_("gathered from"))
    gathered_at = models.DateTimeField(_("gathered until"))
    send_at = models.DateTimeField(_("to be sent"), null=True, blank=True)
    started_at = models.DateTimeField(_("sending began"), null=True, blank=True)
    finished_at = models.DateTimeField(_("sending ended"), null=True, blank=True)
    recipients = models.PositiveIntegerField(_("recipients"), default=0)
    # Counts the starts and resumptions, so that a batch of an earlier one knows that it is over.
    run = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("newsletter issue")
        verbose_name_plural = _("newsletter issues")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=State.DRAFT.value), name="campaign_issue_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT.value, State.SCHEDULED.value], number__isnull=True)
                | Q(
                    state__in=[
                        State.SENDING.value,
                        State.PAUSED.value,
                        State.STOPPED.value,
                        State.SENT.value,
                    ],
                    number__isnull=False,
                ),
                name="campaign_issue_numbered_when_sent",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def standing(self) -> State:
        return State(self.state)


class IssueSection(models.Model):
    """A part of an issue: gathered, or written by staff."""

    class Kind(models.TextChoices):
        FIGURES = "figures", _("Figures")
        PLEDGES = "pledges", _("New pledges")
        CERTIFIED = "certified", _("New certifications")
        SPOTLIGHT = "spotlight", _("Spotlight")
        NEWS = "news", _("News")
        EVENTS = "events", _("Events")
        TEXT = "text", _("Own text")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="sections")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TEXT)
    heading = models.CharField(_("heading"), max_length=120)
    text = models.TextField(_("text"), max_length=20000, blank=True)
    position = models.PositiveIntegerField(_("position"))
    is_included = models.BooleanField(_("in the issue"), default=True)

    class Meta:
        verbose_name = _("section of an issue")
        verbose_name_plural = _("sections of an issue")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading


class IssueDelivery(models.Model):
    """That an issue goes to a subscriber, once. Stays without the subscriber when that one has left."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Being delivered")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the mail server")
        GONE = "gone", _("Unsubscribed before it was sent")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, models.SET_NULL, null=True, related_name="deliveries")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    moved_at = models.DateTimeField(_("last step"), null=True)

    class Meta:
        verbose_name = _("delivery of an issue")
        verbose_name_plural = _("deliveries of an issue")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "subscriber"], name="campaign_delivery_once"),
        ]
        indexes = [models.Index(fields=["issue", "state", "attempts"], name="campaign_delivery_next")]

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.state}"
