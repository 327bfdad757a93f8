"""Classes that have seats for officers of other agencies."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.content.models.published import Published, PublishedQuerySet


class ClassQuerySet(PublishedQuerySet):
    """Classes for a public page: published, and not over."""

    def shown(self, *, drafts: bool = False) -> "ClassQuerySet":
        """Those that haven't ended; with ``drafts``, also those not yet published."""
        coming = self.filter(ends_on__gte=timezone.localdate())
        return coming if drafts else coming.filter(is_published=True)


class ClassListing(Published):
    """A class that agencies may send officers to. It vanishes from the page when its last day is over."""

    class Course(models.TextChoices):
        CIT = "cit", _("CIT (Crisis Intervention Team)")
        CRIT = "crit", _("CRIT (Crisis Response and Intervention Training)")
        MHFA = "mhfa", _("MHFA (Mental Health First Aid)")
        OTHER = "other", _("Another course")

    class Delivery(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Live online")

    course = models.CharField(_("course"), max_length=10, choices=Course.choices)
    title = models.CharField(_("name of the class"), max_length=160)
    provider = models.CharField(_("given by"), max_length=160)
    delivery = models.CharField(
        _("delivery"), max_length=12, choices=Delivery.choices, default=Delivery.IN_PERSON
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(
        _("state or province"),
        max_length=6,
        validators=[RegexValidator(r"^[A-Z]{2}-[A-Z0-9]{1,3}\Z", _("Such as US-GA or CA-ON."))],
        help_text=_("As a code, such as US-GA or CA-ON."),
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    seats_open = models.PositiveIntegerField(
        _("open seats"), null=True, blank=True, help_text=_("Empty when it isn't known; 0 when it is full.")
    )
    url = models.URLField(
        _("where to ask for a seat"), max_length=500, help_text=_("A page, so that no address is exposed.")
    )
    # From here on for staff alone.
    sent_by = models.CharField(_("announced by"), max_length=300, blank=True)
    form_key = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)

    objects = ClassQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("class listing")
        verbose_name_plural = _("class listings")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="campaign_class_ends_after_it_starts",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.starts_on}"

    @property
    def is_shown(self) -> bool:
        """Whether visitors see it today: it is published, and not over."""
        return self.is_published and self.ends_on >= timezone.localdate()
