"""The abstract part of every entry of evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import Lockable, PubliclyNamed, TimeStamped, Versioned


class Entry(PubliclyNamed, TimeStamped, Versioned, Lockable):
    """Something of an agency that begins, may end, is looked at again, and is closed while a submission stands on it."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="%(app_label)s", verbose_name=_("agency"))
    review_on = models.DateField(_("next review"), null=True, blank=True)

    class Meta:
        abstract = True
