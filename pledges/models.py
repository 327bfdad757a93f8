"""Pledges, and the completions that agencies submit for them."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import PubliclyNamed, TimeStamped, Versioned
from common.tokens import Link
from files.models import StoredFile
from pledges.lifecycle import State

CONFIRM_LINK = Link("pledges.confirm")
ANSWER_LINK = Link("pledges.answer")
ANSWER_WITHIN = timedelta(days=30)


class Pledge(PubliclyNamed, TimeStamped, Versioned):
    """One agency's pledge, under the edition of the rule that it was made under."""

    STATES = [
        (State.RECEIVED.value, _("Waiting for the email address to be confirmed")),
        (State.CONFIRMED.value, _("Waiting for the IACP to verify")),
        (State.QUERIED.value, _("The IACP asked a question")),
        (State.CLOSED.value, _("Closed")),
        (State.ACTIVE.value, _("On the way")),
        (State.SUBMITTED.value, _("Completion submitted")),
        (State.RETURNED.value, _("Returned for changes")),
        (State.COMPLETED.value, _("One Mind Certified")),
        (State.REVOKED.value, _("Certificate revoked")),
        (State.WITHDRAWN.value, _("Withdrawn")),
        (State.LAPSED.value, _("Lapsed")),
    ]

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="pledges", verbose_name=_("agency"))
    state = models.CharField(_("state"), max_length=12, choices=STATES, default=State.RECEIVED.value)
    edition = models.CharField(_("edition of the rule"), max_length=10)
    pledged_on = models.DateField(_("pledged on"))
    commitments = models.JSONField(_("commitments accepted"), default=list)
    authority_confirmed = models.BooleanField(_("authority confirmed"), default=False)
    coordinator_name = models.CharField(_("coordinator"), max_length=120)
    coordinator_title = models.CharField(_("title"), max_length=80, blank=True)
    coordinator_email = models.EmailField(_("email address"))
    coordinator_phone = models.CharField(_("phone"), max_length=40, blank=True)
    # The keys of the two links that are mailed to the coordinator, and how long they work.
    confirm_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    confirm_until = models.DateTimeField(_("to be confirmed until"), null=True, blank=True)
    answer_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    answer_until = models.DateTimeField(_("to be answered until"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
    )
    intake_note = models.TextField(
        _("question or reason told to the coordinator"), blank=True, max_length=2000
    )
    intake_answer = models.TextField(_("answer of the coordinator"), blank=True, max_length=2000)
    extended_until = models.DateField(_("extended until"), null=True, blank=True)
    extension_reason = models.TextField(_("reason for the extension"), blank=True, max_length=1000)
    # What the sent form carried: sending the same form twice finds the first pledge instead of making a second.
    form_key = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    # Until the agency is certified again, whatever it submits meanwhile: it isn't listed.
    revoked_on = models.DateField(_("certificate revoked on"), null=True, blank=True)
    reinstated_on = models.DateField(_("certificate reinstated on"), null=True, blank=True)
    ended_on = models.DateField(_("withdrawn or lapsed on"), null=True, blank=True)
    # Taken over from the files that the IACP kept before the portal. What they say is certified has no completion here and
    # no certificate: the record itself stands for both.
    is_from_files = models.BooleanField(
        _("recorded by the IACP from its files"), default=False, editable=False
    )
    is_certified_on_file = models.BooleanField(
        _("certified by the IACP's files"), default=False, editable=False
    )
    record_confirmed_at = models.DateTimeField(_("record confirmed by the agency"), null=True, blank=True)
    # Of an agency that came in overdue: no reminder goes out until the IACP releases them.
    reminders_held = models.BooleanField(_("reminders held back"), default=False)
    # What the days above no longer say, for the status on an earlier day: [[kind, day since, day it held from]].
    earlier_statuses = models.JSONField(_("earlier statuses"), default=list, blank=True)

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        ordering = ["-pledged_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="pledges_pledge_state"
            ),
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(state__in=["active", "submitted", "returned", "completed", "revoked"]),
                name="pledges_pledge_one_live",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "pledged_on"], name="pledges_pledge_state_date"),
            # The latest first: both are cut off these, and not sorted.
            models.Index(fields=["pledged_on", "id"], name="pledges_pledge_pledged"),
            models.Index(fields=["completed_on", "id"], name="pledges_pledge_completed"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.state}"

    @property
    def lifecycle_state(self) -> State:
        return State(self.state)

    @property
    def link_name(self) -> str:
        """What the tokens of the coordinator's links are derived from: they end when the address changes."""
        return f"{self.public_id}:{self.coordinator_email.lower()}"


class NamedCoordinator(models.Model):
    """Whom a pledge names, or once named, as its coordinator. Rows are added by triggers and stay: see ``agencies.ties``."""

    pledge = models.ForeignKey(
        Pledge, models.CASCADE, related_name="named_coordinators", verbose_name=_("pledge")
    )
    name = models.CharField(_("coordinator"), max_length=120)
    email = models.EmailField(_("email address"))

    class Meta:
        verbose_name = _("named coordinator")
        verbose_name_plural = _("named coordinators")

    def __str__(self) -> str:
        return f"{self.pledge_id}"


class Completion(PubliclyNamed, TimeStamped, Versioned):
    """The packet that says how an agency completed its pledge: a draft until it is submitted, then frozen."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for the IACP")
        RETURNED = "returned", _("Returned")
        RECALLED = "recalled", _("Recalled")
        APPROVED = "approved", _("Approved")

    # Not decided and not recalled; a pledge has at most one of these.
    OPEN_STATES: ClassVar[frozenset[State]] = frozenset({State.DRAFT, State.SUBMITTED})

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="completions", verbose_name=_("pledge"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="completions", verbose_name=_("agency"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    signatory_name = models.CharField(_("who signs"), max_length=120, blank=True)
    signatory_title = models.CharField(_("rank or title"), max_length=80, blank=True)
    signatory_is_command = models.BooleanField(
        _("the chief or another member of the command staff"), default=False
    )
    # The letter as rendered, and the digest of the content it was rendered from: a later change makes it stale.
    letter = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("letter")
    )
    letter_digest = models.CharField(max_length=64, blank=True)
    signed_letter = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed copy")
    )
    signed_letter_name = models.CharField(_("file name"), max_length=200, blank=True)
    # The digest of the letter that was signed: another one since then makes the copy one of an earlier letter.
    signed_letter_digest = models.CharField(max_length=64, blank=True)
    signed_letter_asked_at = models.DateTimeField(_("signed copy asked for"), null=True, blank=True)
    facts = models.JSONField(_("facts as submitted"), null=True, blank=True)
    report = models.JSONField(_("report as submitted"), null=True, blank=True)
    # What papers say beside the facts, and one SHA-256 over both.
    particulars = models.JSONField(_("particulars as submitted"), null=True, blank=True)
    submission_digest = models.CharField(_("SHA-256 of what was submitted"), max_length=64, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    # What the agency is told overall, whatever was decided; what concerns one practice stands at its row.
    told = models.TextField(_("what the agency is told"), blank=True, max_length=4000)
    # The returned completion that this one is to correct, and what the agency answers to what it was told overall.
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("follows")
    )
    answer = models.TextField(_("what was changed"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pledge"],
                condition=Q(state__in=["draft", "submitted"]),
                name="pledges_completion_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft"]) | Q(facts__isnull=False, report__isnull=False),
                name="pledges_completion_frozen_once_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pledge_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it is a draft or waits for the IACP."""
        return self.state in self.OPEN_STATES

    @property
    def signed_an_earlier_letter(self) -> bool:
        """Whether the letter was made again after its signed copy was attached."""
        return bool(self.signed_letter_digest) and self.signed_letter_digest != self.letter_digest

    @property
    def statements(self) -> dict[str, str]:
        """The agency's own words on each practice, by its key; from the rows as they were fetched with the completion."""
        return {row.practice: row.statement for row in self.practices.all()} if self.pk else {}


class CompletionPractice(models.Model):
    """What a completion says of one practice of its pledge's edition, and what the IACP found of it."""

    class Finding(models.TextChoices):
        UNDECIDED = "", _("Not decided yet")
        VERIFIED = "verified", _("Verified")
        RETURNED = "returned", _("Returned")

    completion = models.ForeignKey(
        Completion, models.CASCADE, related_name="practices", verbose_name=_("completion")
    )
    practice = models.CharField(_("practice"), max_length=40)
    statement = models.TextField(_("in the agency's own words"), blank=True, max_length=4000)
    # The agency's answer to the reason for which the completion that this one follows was returned.
    answer = models.TextField(_("what was changed"), blank=True, max_length=2000)
    is_kept = models.BooleanField(_("nothing was changed, as the answer says"), default=False)
    # Frozen with the submission: SHA-256 of what the practice stands on, and whether it or the words are others than those
    # of the completion that this one follows.
    digest = models.CharField(_("SHA-256 of what it stands on"), max_length=64, blank=True)
    is_changed = models.BooleanField(_("changed since the completion before it"), null=True, blank=True)
    # What was verified stays verified in a later submission, with who found it and when, unless it changed.
    finding = models.CharField(
        _("finding"), max_length=8, choices=Finding.choices, default=Finding.UNDECIDED, blank=True
    )
    reason = models.TextField(_("why it was returned"), blank=True, max_length=1000)
    found_at = models.DateTimeField(_("found"), null=True, blank=True)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("found by"),
    )

    class Meta:
        verbose_name = _("practice of a completion")
        verbose_name_plural = _("practices of a completion")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["completion", "practice"], name="pledges_completionpractice_once"
            ),
            models.CheckConstraint(
                condition=Q(finding__in=["", "verified"], reason="")
                | (Q(finding="returned") & ~Q(reason="")),
                name="pledges_completionpractice_returned_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.completion_id}: {self.practice}"


class SubmittedCopy(PubliclyNamed, TimeStamped):
    """The copy of an entry of evidence as it was when a completion was submitted; it stays when the entry gets another."""

    completion = models.ForeignKey(
        Completion, models.CASCADE, related_name="copies", verbose_name=_("completion")
    )
    evidence = models.CharField(_("kind of evidence"), max_length=40)
    ref = models.CharField(_("entry"), max_length=40)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("copy"))
    file_name = models.CharField(_("file name"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("submitted copy")
        verbose_name_plural = _("submitted copies")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["completion", "evidence", "ref"], name="pledges_submittedcopy_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.completion_id}: {self.evidence} {self.ref}"
