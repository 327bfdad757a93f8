"""The second practice: a written policy."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evidence.models import Entry
from files.models import StoredFile


class Policy(Entry):
    """A policy on the response to people in a mental-health crisis."""

    title = models.CharField(_("title or number"), max_length=160)
    adopted_on = models.DateField(_("adopted"), null=True, blank=True)
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
        ]

    def __str__(self) -> str:
        return self.title


class PolicyComponent(models.Model):
    """One main component of the model policy that an agency's policy has, and where."""

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
        PARTNERS = "partners", _("Working with mental-health partners")

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="components", verbose_name=_("policy"))
    kind = models.CharField(_("component"), max_length=20, choices=Kind.choices)
    pages = models.CharField(_("page or section"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("policy component")
        verbose_name_plural = _("policy components")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "kind"], name="policies_component_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
