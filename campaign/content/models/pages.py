"""The texts of public pages: those that the portal has anyway and those that staff add, the questions, and the small print."""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from campaign.content.models.published import MARKDOWN, Published

# What stands beside a field in which the rule's numbers are filled in; see ``campaign.content.numbers``.
NUMBERS = _(
    "Write {percent}, {guide-months}, {limit-months}, {cit-hours} and {mhfa-hours} for the numbers of the pledge: "
    "the page fills them in."
)


class Page(Published):
    """A public page: title, introduction and text. One row is enough for a page to be there.

    An address of ``campaign.content.built_in`` is that of a page that the portal draws itself: the row has its words.
    """

    class Menu(models.TextChoices):
        """Where links to it stand: a group at the foot of every page, or the line above the small print."""

        CAMPAIGN = "campaign", _("Footer: The campaign")
        AGENCIES = "agencies", _("Footer: Agencies")
        LEARN = "learn", _("Footer: Learn")
        TAKE_PART = "take_part", _("Footer: Take part")
        SMALL_PRINT = "small_print", _("Footer: above the small print")

    address = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        help_text=_(
            "The part behind the website's name: privacy for /privacy/. It stays once the page is published."
        ),
    )
    title = models.CharField(_("title"), max_length=160)
    shared_title = models.CharField(
        _("title for search engines and messages"),
        max_length=160,
        blank=True,
        help_text=_("Leave blank to use the title."),
    )
    introduction = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences below the title. Search engines show them, too."),
    )
    body = models.TextField(
        _("text"), max_length=20000, blank=True, help_text=format_lazy("{} {}", MARKDOWN, NUMBERS)
    )
    menu = models.CharField(
        _("place in the navigation"),
        max_length=20,
        choices=Menu.choices,
        blank=True,
        help_text=_("Leave blank for a page that only links lead to."),
    )
    menu_label = models.CharField(
        _("words of the link"), max_length=40, blank=True, help_text=_("Leave blank to use the title.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Among the links of its place: the lowest comes first.")
    )

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "title", "pk"]

    def __str__(self) -> str:
        return self.title


class Disclaimer(Published):
    """A paragraph at the foot of every page."""

    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.TextField(_("text"), max_length=1500, help_text=MARKDOWN)

    class Meta:
        verbose_name = _("disclaimer")
        verbose_name_plural = _("disclaimers")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Question(Published):
    """One question and its answer. ``number`` is how forms and papers refer to it: FAQ 6."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    question = models.CharField(_("question"), max_length=300)
    answer = models.TextField(_("answer"), max_length=4000, help_text=format_lazy("{} {}", MARKDOWN, NUMBERS))

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.question
