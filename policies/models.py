"""The second practice: a written policy."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from evidence.models import EarlierVersion, Entry
from files.models import StoredFile


class Policy(Entry):
    """A policy on the response to people in a mental-health crisis, as its text stands today."""

    number = models.CharField(_("number"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=160)
    adopted_on = models.DateField(_("adopted"), null=True, blank=True)
    adopted_by = models.CharField(_("adopted by"), max_length=120, blank=True)
    effective_on = models.DateField(_("in effect from"), null=True, blank=True)
    retired_on = models.DateField(_("retired"), null=True, blank=True)
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the policy as a file"),
    )
    file_name = models.CharField(_("file name"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["-adopted_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_on__isnull=True)
                | Q(adopted_on__isnull=True)
                | Q(retired_on__gte=F("adopted_on")),
                name="policies_policy_retires_after_adoption",
            ),
            models.CheckConstraint(
                condition=Q(effective_on__isnull=True)
                | Q(adopted_on__isnull=True)
                | Q(effective_on__gte=F("adopted_on")),
                name="policies_policy_takes_effect_after_adoption",
            ),
        ]

    def __str__(self) -> str:
        return self.full_title

    @property
    def full_title(self) -> str:
        """Its number and title as they are quoted together."""
        if not self.number:
            return self.title
        return translated("%(number)s: %(title)s") % {"number": self.number, "title": self.title}

    @property
    def in_force_since(self) -> date | None:
        """The day from which it is in force: that of its adoption, or a later one on which it took effect. None for a draft."""
        if self.adopted_on is None or self.effective_on is None:
            return self.adopted_on
        return max(self.adopted_on, self.effective_on)


class PolicyComponent(models.Model):
    """A component of the model policy: where an agency's policy has it, or why it leaves it out."""

    class Kind(models.TextChoices):
        PURPOSE = "purpose", _("Purpose and guiding principles")
        DEFINITIONS = "definitions", _("Definitions")
        RECOGNITION = "recognition", _("Recognizing signs of a crisis")
        RISK = "risk", _("Assessing risk and safety")
        RESPONSE = "response", _("Response and de-escalation on scene")
        CUSTODY = "custody", _("Custody, transport and emergency evaluation")
        REFERRAL = "referral", _("Referral to community services")
        FAMILIES = "families", _("Help for families and follow-up")
        DOCUMENTATION = "documentation", _("Documentation and privacy")
        TRAINING = "training", _("Training of staff")
        PARTNERS = "partners", _("Working with mental health partners")

        @property
        def is_recommended(self) -> bool:
            """Whether it goes beyond the parts of the model policy itself."""
            return self in {self.FAMILIES, self.TRAINING, self.PARTNERS}

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="components", verbose_name=_("policy"))
    kind = models.CharField(_("component"), max_length=20, choices=Kind.choices)
    is_stated = models.BooleanField(_("the policy has it"), default=True)
    pages = models.CharField(_("page or section"), max_length=60, blank=True)
    reason = models.CharField(_("why it is left out"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("policy component")
        verbose_name_plural = _("policy components")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "kind"], name="policies_component_once"),
            models.CheckConstraint(
                condition=Q(is_stated=True, reason="") | (Q(is_stated=False, pages="") & ~Q(reason="")),
                name="policies_component_has_page_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class PolicyAdoption(models.Model):
    """That a new head of the agency adopted the predecessor's policy, by a short statement."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="adoptions", verbose_name=_("policy"))
    head_name = models.CharField(_("name"), max_length=120)
    head_title = models.CharField(_("rank or title"), max_length=120, blank=True)
    adopted_on = models.DateField(_("day of the statement"))
    statement = models.CharField(_("statement"), max_length=600)
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        verbose_name = _("adoption by a new head")
        verbose_name_plural = _("adoptions by new heads")
        ordering = ["adopted_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "head_name", "adopted_on"], name="policies_adoption_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head_name} ({self.adopted_on})"


class EarlierPolicy(EarlierVersion):
    """The text of a policy before it was revised."""

    entry = models.ForeignKey(Policy, models.CASCADE, related_name="earlier", verbose_name=_("policy"))

    class Meta(EarlierVersion.Meta):
        verbose_name = _("earlier version of a policy")
        verbose_name_plural = _("earlier versions of policies")
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="policies_earlier_once"),
        ]
