"""What public pages read of their own texts, and which pages are in the navigation."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import DatabaseError

from campaign.content import seeding
from campaign.content.built_in import BUILT_IN
from campaign.content.models import Page
from campaign.content.numbers import filled
from common.http_cache import RecentValue

_shown = RecentValue()


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of a page, with the rule's numbers filled in; ``body`` is Markdown."""

    title: str
    shared_title: str
    introduction: str
    body: str
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A page in the navigation: where, in which words, and its address."""

    menu: str
    label: str
    address: str


def page(address: str, *, drafts: bool = False) -> Texts | None:
    """The page that staff put at this address; None where there is none to be seen."""
    if address in BUILT_IN:
        return None
    row = Page.objects.shown(drafts=drafts).filter(address=address).first()
    return _texts(row) if row is not None else None


def built_in(address: str) -> Texts:
    """The words of a page that the portal draws itself: those of its row, or else those that it began with."""
    row = Page.objects.shown().filter(address=address).first()
    return _texts(row or _beginnings()[address])


def menu() -> tuple[MenuLink, ...]:
    """The pages that staff put into the navigation, in their order, at most `EVERY_PAGE_SECONDS` old.

    None of them when the database doesn't answer, so that the page that says so is drawn.
    """
    try:
        found: tuple[MenuLink, ...] = _shown.get(_in_the_menu, seconds=settings.EVERY_PAGE_SECONDS)
    except DatabaseError:
        return ()
    return found


def keep(found: tuple[MenuLink, ...]) -> None:
    """Remember these from now on, until they are too old."""
    _shown.set(found)


def forget() -> None:
    """Read them again the next time, because they have changed."""
    _shown.clear()


def readable() -> list[tuple[str, Texts]]:
    """Every page that visitors see, with its address; those that the portal draws itself among them."""
    return [(row.address, _texts(row)) for row in Page.objects.shown().order_by("pk")]


def changes() -> list[tuple[str, datetime]]:
    """The address of each page that staff added and visitors see, and when it last changed."""
    rows = Page.objects.shown().exclude(address__in=BUILT_IN).order_by("pk")
    return list(rows.values_list("address", "updated_at"))


def built_in_changes() -> dict[str, datetime]:
    """When the words of each page that the portal draws itself last changed, by its URL name."""
    rows = Page.objects.shown().filter(address__in=BUILT_IN).values_list("address", "updated_at")
    return {BUILT_IN[address]: changed for address, changed in rows}


def links_of(rows: list[Page]) -> tuple[MenuLink, ...]:
    """The links to pages, for those that have a place in the navigation."""
    return tuple(
        MenuLink(row.menu, row.menu_label or row.title, row.address)
        for row in rows
        if row.menu and row.address not in BUILT_IN
    )


def _texts(row: Page) -> Texts:
    return Texts(
        title=row.title,
        shared_title=row.shared_title or row.title,
        introduction=filled(row.introduction),
        body=filled(row.body),
        is_draft=not row.is_published,
    )


@cache
def _beginnings() -> dict[str, Page]:
    """What the pages say in a new portal, by address."""
    (kind,) = (kind for kind in seeding.KINDS if kind.model == "Page")
    return {row["address"]: Page(**row, is_published=True) for row in seeding.seeds(kind)}


def _in_the_menu() -> tuple[MenuLink, ...]:
    return links_of(list(Page.objects.shown().exclude(menu="")))
