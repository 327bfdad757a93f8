"""The desk's table: who has what, and lists that someone saved under a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import PubliclyNamed, TimeStamped


class Assignment(TimeStamped):
    """Who has a thing that waits, of a kind whose app keeps no such field. Named by the kind and the row's number."""

    kind = models.CharField(_("kind"), max_length=20)
    number = models.BigIntegerField(_("number"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("assigned to")
    )

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="worklist_assignment_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.person_id}"


class SavedList(PubliclyNamed, TimeStamped):
    """A person's own choice of filters and order, under a name. ``query`` is that of the table's address."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filters"), max_length=500)

    class Meta:
        verbose_name = _("saved list")
        verbose_name_plural = _("saved lists")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="worklist_saved_list_name")]

    def __str__(self) -> str:
        return self.name
