"""Requests for help: from peers, from the IACP, from a learning site, or simply to the campaign's staff."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from campaign.assistance.states import State
from common.models import PubliclyNamed, TimeStamped
from common.tokens import Link

FOLLOW_LINK = Link("campaign.assistance.follow")


class AssistanceRequest(PubliclyNamed, TimeStamped):
    """What someone asks for. The key of the link by which they follow it is kept only as a hash."""

    class Kind(models.TextChoices):
        PEER = "peer", _("Peer-to-peer")
        TECHNICAL = "technical", _("Technical assistance")
        SITE = "site", _("Learning-site conversation")
        CONTACT = "contact", _("Contact")

    class Status(models.TextChoices):
        NEW = State.NEW.value, _("New")
        ASSIGNED = State.ASSIGNED.value, _("Being worked on")
        ANSWERED = State.ANSWERED.value, _("Answered")
        CLOSED = State.CLOSED.value, _("Closed")

    class Closure(models.TextChoices):
        SOLVED = "solved", _("Answered, nothing left to do")
        CONNECTED = "connected", _("Connected with a peer or a learning site")
        PASSED_ON = "passed_on", _("Referred to another program")
        NO_REPLY = "no_reply", _("No further reply")
        NOT_OURS = "not_ours", _("Not something that the campaign can help with")
        SPAM = "spam", _("Not a serious request")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.NEW.value)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"))
    email_mark = models.CharField(max_length=64, db_index=True, editable=False)
    organization = models.CharField(_("agency or organization"), max_length=160, blank=True)
    # The agency that a signed-in member asked for; its members follow the request on their own pages.
    agency = models.ForeignKey(
        Agency,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assistance_requests",
        verbose_name=_("agency"),
    )
    agency_kind = models.CharField(
        _("type of agency"), max_length=20, choices=Agency.Kind.choices, blank=True
    )
    region = models.CharField(_("state or province"), max_length=6, blank=True)
    sworn = models.PositiveIntegerField(_("sworn officers"), null=True, blank=True)
    site = models.ForeignKey(
        "content.LearningSite",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("learning site"),
    )
    subject = models.CharField(_("subject"), max_length=160)
    follow_hash = models.CharField(max_length=64, unique=True, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    # Since when it has been waiting for the next person.
    turned_at = models.DateTimeField(_("waiting since"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closure = models.CharField(_("reason"), max_length=12, choices=Closure.choices, blank=True)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    rating_comment = models.TextField(_("comment"), max_length=1000, blank=True)
    rated_at = models.DateTimeField(_("rated"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("emptied"), null=True, blank=True)
    form_key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("request for help")
        verbose_name_plural = _("requests for help")
        ordering = ["turned_at"]
        indexes = [
            models.Index(fields=["state", "turned_at"], name="campaign_request_queue"),
            models.Index(fields=["agency", "state"], name="campaign_request_agency"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5),
                name="campaign_request_rating_1_to_5",
            )
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def standing(self) -> State:
        return State(self.state)


class AssistanceEntry(models.Model):
    """Something said about a request: by the requester, to the requester, or among staff."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("From the requester")
        ANSWER = "answer", _("From the campaign's staff")
        NOTE = "note", _("Internal note")

    request = models.ForeignKey(AssistanceRequest, models.CASCADE, related_name="entries")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("text"), max_length=6000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"))
    form_key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("entry of a request")
        verbose_name_plural = _("entries of a request")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.kind}"


class PeerMatch(TimeStamped):
    """An agency that was asked to talk to the requester, and what came of it."""

    class Outcome(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed to talk")
        MET = "met", _("They talked")
        DECLINED = "declined", _("Declined")

    request = models.ForeignKey(AssistanceRequest, models.CASCADE, related_name="matches")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.PROPOSED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("peer match")
        verbose_name_plural = _("peer matches")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "agency"], name="campaign_match_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.agency_id}"
