"""What the search of the whole site looks through: every public page and text, asked of the rooms' own queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.places import FIRST, regions
from campaign.content.built_in import BUILT_IN, path_of
from campaign.content.queries import (
    classes,
    news,
    pages,
    questions,
    reasons,
    resources,
    spotlights,
    supporters,
)
from campaign.newsletter.queries import issues as newsletter
from common import markdown
from common.word_search import Text
from training import queries as training


class Kind(StrEnum):
    """What is found, in the order in which equals stand."""

    PAGE = "page"
    QUESTION = "question"
    COURSE = "course"
    CLASS = "class"
    RESOURCE = "resource"
    AGENCY = "agency"
    STORY = "story"
    NEWS = "news"
    ISSUE = "issue"
    FRIEND = "friend"


@dataclass(frozen=True, slots=True)
class Findable:
    """A page or a text that the search finds: where it is, and what of it is looked through."""

    kind: Kind
    title: str
    url: str
    text: str = ""
    also: str = ""
    # What is looked through in place of the title.
    named: str = ""

    @property
    def searched(self) -> Text:
        return Text(self.named or self.title, self.text, self.also)


# The pages there is one of each, by URL name: title, what is on it, and what people call it who look for it.
PAGES: dict[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "portal:home": (
        _("Home"),
        _("The campaign, its figures, the four practices, and how to join."),
        _("start one mind campaign"),
    ),
    "content:why": (
        _("Why join"),
        _(
            "What research says about police and people with mental health conditions, and what an agency gains."
        ),
        _("benefits statistics gain reasons officer safety professionalism"),
    ),
    "content:history": (_("History of the campaign"), "", _("timeline launch 2010 2016 president")),
    "content:supporters": (
        _("Supporters"),
        _("Organizations outside law enforcement that support the campaign."),
        _("partnering associations"),
    ),
    "content:support": (
        _("Support the campaign"),
        _("Sign up as an organization outside law enforcement."),
        _("supporter nonprofit"),
    ),
    "content:resources": (
        _("Resources"),
        _("Model policy, toolkits, reports, primers and resolutions."),
        _("library documents downloads"),
    ),
    "content:elearning": (
        _("E-learning"),
        _("Webinars, virtual presentations and tools, available now or coming soon."),
        _("online webinar podcast video"),
    ),
    "content:learning_sites": (
        _("Learning sites"),
        _("Ten agencies that others can learn from."),
        _("peers visit CSG Justice Center"),
    ),
    "content:spotlight": (
        _("Spotlight"),
        _("Work worth knowing, one story at a time."),
        _("stories examples"),
    ),
    "content:nominate": (
        _("Nominate a spotlight"),
        _("Tell us whose work others should know."),
        _("nomination"),
    ),
    "content:news": (_("News"), "", _("announcements posts")),
    "content:faq": (
        _("Questions and answers"),
        _("What agencies ask before they pledge and on the way."),
        "FAQ",
    ),
    "content:classes": (
        _("Find a course"),
        _("Where CIT, CRIT and MHFA are taught, and classes with open seats."),
        _("CIT CRIT MHFA class training seats dates"),
    ),
    "content:class_announce": (
        _("Announce a class"),
        _("Offer seats to officers of other agencies."),
        _("seats host"),
    ),
    "training:register": (
        _("Which courses count: the equivalency register"),
        _("Every course that counts toward CIT or MHFA, and those that don't, with the reasons."),
        _("equivalent approved courses CIT CRIT MHFA ICAT QPR"),
    ),
    "directory:list": (
        _("Pledged agencies"),
        _("Every agency that took the pledge, on a map and by state or province."),
        _("directory which agencies does my police department map"),
    ),
    "directory:recent": (_("Recent pledges and certifications"), "", _("recently new")),
    "directory:open_data": (
        _("Open data"),
        _("The directory as CSV, JSON and feeds, and what leaves the portal."),
        _("download CSV spreadsheet license"),
    ),
    "directory:api_docs": (_("API"), _("The directory for programs."), _("developer interface")),
    "portal:one_pager": (
        _("The campaign on one page"),
        _("A PDF to print: today's figures, the practices, and how to take the pledge."),
        _("flyer brochure handout print press"),
    ),
    "documents:verify_lookup": (
        _("Verify a certificate"),
        _("Check that a certificate or letter is genuine, by its number or code."),
        _("authentic QR code"),
    ),
    "newsletter:archive": (_("Newsletter"), _("The issues that were sent."), _("archive")),
    "newsletter:sign_up": (_("Subscribe to the newsletter"), "", _("sign up mailing list email")),
    "assistance:contact": (_("Contact"), _("Write to the campaign."), _("email phone ask press media help")),
    "assistance:hub": (
        _("Assistance"),
        _("Technical assistance, peers to learn from, and learning sites."),
        _("help support"),
    ),
    "assistance:peers": (
        _("Ask for a peer"),
        _("Talk with an agency that has done it."),
        _("mentor peer-to-peer"),
    ),
    "assistance:technical": (
        _("Ask for technical assistance"),
        _("Customized help for your agency."),
        _("TTA training consulting"),
    ),
    "assistance:site": (
        _("Ask a learning site"),
        _("A conversation with one of the ten learning sites."),
        "",
    ),
    "pledges:take": (
        _("Take the pledge"),
        _("One form, ten minutes, no account."),
        _("join sign up enroll apply register how to join"),
    ),
}


# What search engines needn't find, and people here do.
UNLISTED: dict[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "account_login": (
        _("Sign in"),
        _("For members of agencies and the IACP's staff."),
        _("login log in account"),
    ),
    "account_reset_password": (
        _("Reset your password"),
        _("We send a link to choose a new password."),
        _("forgot password lost password"),
    ),
}


def everything() -> list[Findable]:
    """All that the public may find, but the agencies; in a number of statements that doesn't grow."""
    return [
        *_pages(), *_questions(), *_courses(), *_classes(), *_resources(), *_stories(), *_news(),
        *_issues(), *_friends(),
    ]  # fmt: skip


def _pages() -> Iterator[Findable]:
    said = {"content:why": _reasons(), "content:history": _history()}
    for address, texts in pages.readable():
        text = "\n".join(filter(None, (texts.introduction, markdown.plain(texts.body))))
        if built_in := BUILT_IN.get(address):
            said[built_in] = "\n".join(filter(None, (text, said.get(built_in))))
        else:
            yield Findable(Kind.PAGE, texts.title, path_of(address), text)
    for name, (title, about, also) in (PAGES | UNLISTED).items():
        whole = "\n".join(filter(None, (str(about), said.get(name))))
        yield Findable(Kind.PAGE, str(title), reverse(name), whole, str(also))
    for country in FIRST:
        for code, place in regions(country):
            url = reverse("directory:region", args=[code.lower()])
            title = str(_("Agencies in %(place)s") % {"place": place})
            yield Findable(Kind.PAGE, title, url, also=code.partition("-")[2], named=place)


def _reasons() -> str:
    figures, sources = reasons.reasons()
    said = [f"{row.figure} {' '.join(markdown.plain(part.text) for part in row.parts)}" for row in figures]
    return "\n".join([*said, *(markdown.plain(source.text) for source in sources)])


def _history() -> str:
    return "\n".join(f"{year.year}: {row.text}" for year in reasons.timeline() for row in year.milestones)


def _questions() -> Iterator[Findable]:
    page = reverse("content:faq")
    for row in questions.answers():
        yield Findable(Kind.QUESTION, row.question, f"{page}#{row.anchor}", markdown.plain(row.answer))


def _courses() -> Iterator[Findable]:
    for course in training.register():
        text = f"{course.get_standing_display()}. {course.get_track_display()}. {course.provider}"
        yield Findable(
            Kind.COURSE,
            course.title,
            reverse("training:register_course", args=[course.public_id]),
            text,
            course.code,
        )


def _classes() -> Iterator[Findable]:
    page = reverse("content:classes")
    for row in classes.openings():
        text = f"{row.course_words}, {row.provider}. {row.delivery}, {row.place}."
        yield Findable(Kind.CLASS, row.title, page, text)


def _resources() -> Iterator[Findable]:
    page = reverse("content:resources")
    for row in resources.resources(resources.Wanted()):
        text = "\n".join(filter(None, (markdown.plain(row.summary), row.publisher)))
        url = f"{page}?{urlencode({'q': row.title})}"
        yield Findable(Kind.RESOURCE, row.title, url, text, f"{row.get_kind_display()} {row.year or ''}")


def _stories() -> Iterator[Findable]:
    featured, others = spotlights.series()
    for row in [*filter(None, [featured]), *others]:
        text = "\n".join((row.summary, markdown.plain(row.body)))
        yield Findable(Kind.STORY, row.title, reverse("content:story", args=[row.slug]), text, row.who)


def _news() -> Iterator[Findable]:
    for row in news.readable():
        text = "\n".join((row.teaser, markdown.plain(row.body)))
        yield Findable(Kind.NEWS, row.title, reverse("content:news_post", args=[row.slug]), text)


def _issues() -> Iterator[Findable]:
    for row in newsletter.sent_issues():
        yield Findable(Kind.ISSUE, row.subject, reverse("newsletter:issue", args=[row.number]), row.summary)


def _friends() -> Iterator[Findable]:
    sites, page = reverse("content:learning_sites"), reverse("content:supporters")
    for row in supporters.learning_sites():
        yield Findable(
            Kind.FRIEND, row.name, sites, f"{_('Learning site')}, {row.place}. {markdown.plain(row.about)}"
        )
    for row in supporters.supporters():
        yield Findable(Kind.FRIEND, row.name, page, f"{_('Supporting organization')}, {row.place}")
    for row in supporters.associations():
        yield Findable(Kind.FRIEND, row.name, page, str(_("Partnering association")))
