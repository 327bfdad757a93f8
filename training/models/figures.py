"""The figures of every agency as last counted, so that lists of thousands of agencies count nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency


class AgencyFigures(models.Model):
    """One agency's training in numbers, whatever the edition: a verdict is read off them by ``training.figures``."""

    agency = models.OneToOneField(
        Agency, models.CASCADE, related_name="training_figures", verbose_name=_("agency")
    )
    as_of = models.DateField(_("as of"))
    sworn = models.PositiveIntegerField(_("sworn strength"))
    cit = models.PositiveIntegerField(_("with crisis-intervention training"))
    mhfa = models.PositiveIntegerField(_("with mental health first aid"))
    either = models.PositiveIntegerField(_("with either"))
    cit_if_approved = models.PositiveIntegerField(_("with crisis-intervention training, if approved"))
    mhfa_if_approved = models.PositiveIntegerField(_("with mental health first aid, if approved"))
    either_if_approved = models.PositiveIntegerField(_("with either, if approved"))
    non_sworn = models.PositiveIntegerField(_("selected non-sworn staff"), default=0)
    non_sworn_trained = models.PositiveIntegerField(_("selected non-sworn staff trained"), default=0)
    self_reported = models.BooleanField(_("self-reported"), default=False)
    judged_at = models.DateTimeField(_("counted"))

    class Meta:
        verbose_name = _("figures of an agency")
        verbose_name_plural = _("figures of agencies")

    def __str__(self) -> str:
        return f"{self.agency_id} {self.as_of}"


class Rejudgement(models.Model):
    """One night's counting of all agencies: how far it has come, so that it goes on where it was interrupted."""

    as_of = models.DateField(_("as of"), unique=True)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    last_agency_ref = models.BigIntegerField(_("last agency"), default=0)
    done = models.PositiveIntegerField(_("agencies counted"), default=0)
    total = models.PositiveIntegerField(_("agencies"), default=0)

    class Meta:
        verbose_name = _("counting of all agencies")
        verbose_name_plural = _("countings of all agencies")
        ordering = ["-as_of"]

    def __str__(self) -> str:
        return str(self.as_of)
