"""The people on an agency's roster."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import TimeStamped, Versioned
from training.models.roster_imports import RosterImport

# No officer of today was hired or trained before.
FIRST_YEAR = 1930


class Officer(TimeStamped, Versioned):
    """A person on an agency's roster, known by the agency's own ID. The name is optional: least data."""

    # The unique pair of agency and ID is the index.
    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="officers", verbose_name=_("agency"), db_index=False
    )
    ref = models.CharField(_("officer ID"), max_length=40)
    name = models.CharField(_("name"), max_length=120, blank=True)
    rank = models.CharField(_("rank"), max_length=60, blank=True)
    is_sworn = models.BooleanField(_("sworn"), default=True)
    hired_on = models.DateField(_("hired"), null=True, blank=True)
    separated_on = models.DateField(_("separated"), null=True, blank=True)
    on_leave_since = models.DateField(_("on leave since"), null=True, blank=True)
    excluded_because = models.CharField(_("excluded by the IACP because"), max_length=300, blank=True)
    # The import that first brought this person in; taking the import back takes them out again.
    from_import = models.ForeignKey(
        RosterImport,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="officers",
        editable=False,
        db_index=False,
    )

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        ordering = ["ref"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "ref"], name="training_officer_ref_once"),
            models.CheckConstraint(
                condition=Q(separated_on__isnull=True)
                | Q(hired_on__isnull=True)
                | Q(separated_on__gte=F("hired_on")),
                name="training_officer_separated_after_hired",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
