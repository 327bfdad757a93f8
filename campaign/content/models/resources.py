"""The library: what helps an agency with its practices, by type, year and audience."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.content.models.published import MARKDOWN, Published


class Resource(Published):
    """A document, course, site or talk, here or elsewhere. Without an address it is listed, with how to ask for it."""

    class Kind(models.TextChoices):
        POLICY = "policy", _("Model policy")
        TOOLKIT = "toolkit", _("Toolkit")
        PRIMER = "primer", _("Primer")
        GUIDE = "guide", _("Guide")
        REPORT = "report", _("Report")
        RESOLUTION = "resolution", _("Resolution")
        ARTICLE = "article", _("Article or sheet")
        COURSE = "course", _("Course")
        ELEARNING = "elearning", _("E-learning")
        WEBINAR = "webinar", _("Webinar")
        PODCAST = "podcast", _("Podcast")
        LIBRARY = "library", _("Site or library")

    class Audience(models.TextChoices):
        ALL = "all", _("Everyone")
        COMMAND = "command", _("Command staff")
        OFFICERS = "officers", _("Officers")
        TRAINERS = "trainers", _("Trainers")
        POLICY = "policy", _("Policy writers")
        PARTNERS = "partners", _("Community partners")

    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("type"), max_length=20, choices=Kind.choices)
    audience = models.CharField(_("for"), max_length=20, choices=Audience.choices, default=Audience.ALL)
    publisher = models.CharField(_("published by"), max_length=160, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1893), MaxValueValidator(2200)]
    )
    summary = models.TextField(_("what it is"), max_length=1500, blank=True, help_text=MARKDOWN)
    url = models.URLField(_("address"), blank=True, max_length=500)
    is_historical = models.BooleanField(
        _("historical"),
        default=False,
        help_text=_("Kept for the record: superseded, or the position of its year."),
    )
    is_coming = models.BooleanField(_("coming soon"), default=False)
    is_members_only = models.BooleanField(
        _("for members"),
        default=False,
        help_text=_(
            "Its address and whole text are shown to signed-in members of agencies and to staff alone; the rest is the teaser."
        ),
    )
    body = models.TextField(
        _("whole text"),
        max_length=12000,
        blank=True,
        help_text=MARKDOWN,
    )

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["is_historical", "kind", "-year", "title"]

    def __str__(self) -> str:
        return self.title
