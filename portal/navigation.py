"""Where the portal's menus lead: one table a menu, by URL name. A name that does not resolve is left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaign.content.models import Page
from campaign.content.queries.pages import MenuLink
from common.addresses import reverse
from compliance.editions import PRACTICES

Menu = Page.Menu


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a menu's table. An entry without a URL name is the heading of its ``children``.

    ``parts`` are the URL names of pages elsewhere that belong to its section. ``args`` fill in the address: which of the
    pages that staff added it is; ``menu`` is what they call a group.
    """

    label: str | Promise
    name: str = ""
    icon: str = ""
    children: tuple["Entry", ...] = ()
    parts: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    menu: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What a template draws. ``current`` marks the section the visitor is in; ``here`` its very page.

    ``count`` is how much waits there, 0 where nothing does.
    """

    label: str | Promise
    url: str = ""
    icon: str = ""
    current: bool = False
    here: bool = False
    children: tuple["Link", ...] = ()
    count: int = 0
    name: str = field(default="", compare=False)
    parts: tuple[str, ...] = field(default=(), compare=False)


PUBLIC = (
    Entry(_("Why join"), "content:why", parts=("content:history", "content:supporters")),
    Entry(
        _("Agencies"),
        "directory:list",
        parts=("directory:recent", "directory:open_data", "directory:api_docs"),
    ),
    Entry(
        _("Resources"),
        "content:resources",
        parts=("content:elearning", "content:learning_sites", "content:spotlight"),
    ),
    Entry(_("Courses"), "training:register", parts=("content:classes",)),
    Entry(_("Questions"), "content:faq"),
)
TAKE_THE_PLEDGE = Entry(_("Take the pledge"), "pledges:take")
# Every public page by its subject, at the foot of each page.
FOOT = (
    Entry(
        _("The campaign"),
        menu=Menu.CAMPAIGN,
        children=(
            Entry(_("Why join"), "content:why"),
            Entry(_("History"), "content:history"),
            Entry(_("News"), "content:news"),
            Entry(_("Newsletter"), "newsletter:archive"),
            Entry(_("Supporters"), "content:supporters"),
        ),
    ),
    Entry(
        _("Agencies"),
        menu=Menu.AGENCIES,
        children=(
            Entry(_("All agencies"), "directory:list"),
            Entry(_("Recent pledges"), "directory:recent"),
            Entry(_("Spotlight"), "content:spotlight"),
            Entry(_("Verify a certificate"), "documents:verify_lookup"),
            Entry(_("Open data"), "directory:open_data"),
        ),
    ),
    Entry(
        _("Learn"),
        menu=Menu.LEARN,
        children=(
            Entry(_("Resources"), "content:resources"),
            Entry(_("Which courses count"), "training:register"),
            Entry(_("Find a course"), "content:classes"),
            Entry(_("E-learning"), "content:elearning"),
            Entry(_("Learning sites"), "content:learning_sites"),
        ),
    ),
    Entry(
        _("Take part"),
        menu=Menu.TAKE_PART,
        children=(
            TAKE_THE_PLEDGE,
            Entry(_("Questions"), "content:faq"),
            Entry(_("Assistance"), "assistance:hub"),
            Entry(_("One page to print"), "portal:one_pager"),
            Entry(_("Contact"), "assistance:contact"),
        ),
    ),
)

AGENCY = (
    Entry(_("Overview"), "pledges:overview", "layout-dashboard"),
    Entry(
        _("Training"),
        children=(
            Entry(_("Officers"), "training:officers", "users"),
            Entry(_("Records"), "training:records", "graduation-cap"),
            Entry(_("Classes"), "training:offerings", "calendar-days"),
            Entry(_("Lapsing"), "training:lapsing", "calendar-clock"),
            Entry(_("Import"), "roster_import:index", "upload"),
            Entry(_("Courses"), "training:courses", "book-open"),
            Entry(_("Head counts"), "training:headcount", "hash"),
        ),
    ),
    Entry(
        _("Evidence"),
        children=(
            *(
                Entry(_(practice.menu), practice.page, practice.icon)
                for practice in PRACTICES.values()
                if practice.menu
            ),
        ),
    ),
    Entry(
        _("Finish"),
        children=(
            Entry(_("Completion"), "pledges:completion", "send"),
            Entry(_("Documents"), "documents:list", "file-badge"),
            Entry(_("Recognition"), "documents:recognition", "award"),
        ),
    ),
    Entry(
        _("Agency"),
        children=(
            Entry(_("Profile"), "agencies:profile", "building-2"),
            Entry(_("Members"), "agencies:members", "user-plus"),
            Entry(_("Messages"), "conversations:messages", "message-circle"),
            Entry(_("Requests for help"), "assistance:my_requests", "life-buoy"),
        ),
    ),
)

DESK = (
    Entry(_("Desk"), "reviews:desk", "inbox"),
    Entry(_("All waiting items"), "worklist:waiting", "list-checks"),
    Entry(_("Pledges to verify"), "reviews:intake", "clipboard-check"),
    Entry(_("Completions"), "reviews:completions", "scale"),
    Entry(_("Releases"), "reviews:releases", "megaphone"),
    Entry(_("Agencies"), "reviews:agencies", "building-2"),
    Entry(_("Import agencies"), "register_import:index", "upload"),
    Entry(_("Equivalencies"), "training:desk_equivalencies", "equal"),
    Entry(_("Requests for help"), "assistance:desk_requests", "life-buoy"),
    Entry(_("Reported messages"), "conversations:desk_messages", "flag"),
)
NEWSLETTER = Entry(_("Newsletter"), "newsletter:desk", "mail")
LOGS = Entry(_("Logs"), "reviews:logs", "scroll-text")
CAMPAIGN_CONTENT = Entry(_("Campaign content"), "admin:index", "newspaper")

ACCOUNT = (
    Entry(_("Profile"), "accounts:profile", "circle-user"),
    Entry(_("Email address"), "account_email", "mail"),
    Entry(_("Password"), "account_change_password", "key-round"),
    Entry(_("Two-step sign-in"), "mfa_index", "smartphone"),
)
WAITING_EMAILS = Entry(_("Emails about waiting items"), "accounts:waiting_emails", "mail-check")
MY_AGENCY = Entry(_("Your agency"), "agencies:switch", "building-2")
MY_AGENCIES = Entry(_("Your agencies"), "agencies:switch", "building-2")
REVIEW_DESK = Entry(_("Review desk"), "reviews:desk", "scale")


def links(entries: Iterable[Entry], path: str) -> tuple[Link, ...]:
    """The entries that resolve, as links, with the one that ``path`` belongs to marked.

    The current one is the longest URL that ``path`` starts with, so that a record's page lights up its list and the
    overview does not light up for everything below it.
    """
    found = tuple(link for entry in entries if (link := _resolve(entry)) is not None)
    every = [*found, *(child for link in found for child in link.children)]
    urls = [url for link in every for url in (link.url, *link.parts)]
    best = max((url for url in urls if url and path.startswith(url)), key=len, default="")
    return tuple(_mark(link, best, path) for link in found)


def foot(pages: Iterable[MenuLink]) -> tuple[Entry, ...]:
    """The foot of every page: each group, and behind its own links those to the pages that staff put there."""
    found = tuple(pages)
    return tuple(replace(group, children=(*group.children, *of_menu(group.menu, found))) for group in FOOT)


def of_menu(menu: str, pages: Iterable[MenuLink]) -> tuple[Entry, ...]:
    """The pages that staff put into a place of the navigation."""
    return tuple(
        Entry(page.label, "content:page", args=(page.address,)) for page in pages if page.menu == menu
    )


def counted(links: Iterable[Link], counts: Mapping[str, int]) -> tuple[Link, ...]:
    """The links with what waits behind each, by URL name."""
    return tuple(
        replace(link, count=counts.get(link.name, 0), children=counted(link.children, counts))
        for link in links
    )


def _resolve(entry: Entry) -> Link | None:
    if entry.children:
        children = tuple(link for child in entry.children if (link := _resolve(child)) is not None)
        return Link(entry.label, icon=entry.icon, children=children) if children else None
    url = _address(entry.name, *entry.args)
    parts = tuple(map(_address, entry.parts))
    return Link(entry.label, url, entry.icon, name=entry.name, parts=parts) if url else None


def _address(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _mark(link: Link, best: str, path: str) -> Link:
    return replace(
        link,
        current=bool(best) and best in (link.url, *link.parts),
        here=bool(link.url) and link.url == path,
        children=tuple(_mark(child, best, path) for child in link.children),
    )
