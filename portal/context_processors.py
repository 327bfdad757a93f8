"""What every page knows: the site's name and address, how to reach the campaign, and the menus of this visitor."""

import re
from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from campaign.content.queries import pages
from common import next_in_list
from common.addresses import absolute
from portal import counts, navigation
from portal.navigation import Link

# The first page of a list is the list; no list of ours has a hundred thousand pages.
_LATER_PAGE = re.compile(r"(?!1$)[1-9][0-9]{0,4}", re.ASCII)
Counts = Callable[[HttpRequest], Mapping[str, int]]


class Portal:
    """The portal as templates see it. Menus are built on first use, so that a fragment without a menu pays for none."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def url(self) -> str:
        return str(settings.SITE_URL)

    @property
    def contact_email(self) -> str:
        return str(settings.CONTACT_EMAIL)

    @property
    def is_insecure_first_look(self) -> bool:
        """Whether production runs without its guards, which every page then says."""
        return bool(settings.INSECURE_FIRST_LOOK)

    @property
    def canonical(self) -> str:
        """This page's address on the public host name, whatever the request said.

        Without its query: a list that is searched, filtered or sorted is the same list. The pages of a whole list are
        pages of their own, so that what stands on the second is found too.
        """
        address = absolute(self._request.path)
        asked = {name for name, value in self._request.GET.items() if value}
        page = self._request.GET.get("page", "")
        if asked == {"page"} and _LATER_PAGE.fullmatch(page):
            return f"{address}?page={page}"
        return address

    @property
    def session_mark(self) -> str:
        """A word for this session, that tells nothing of it: scripts keep what is typed under it. Empty for visitors."""
        user = getattr(self._request, "user", None)
        if user is None or not user.is_authenticated:
            return ""
        return salted_hmac("common.session_mark", self._request.session.session_key or "").hexdigest()[:16]

    @cached_property
    def public(self) -> tuple[Link, ...]:
        return self._links(navigation.PUBLIC)

    @cached_property
    def foot(self) -> tuple[Link, ...]:
        """The foot of the page: the public menu, and what the header has no room for."""
        return self._links(navigation.foot(pages.menu()))

    @cached_property
    def small_print(self) -> tuple[Link, ...]:
        """The links above the small print."""
        return self._links(navigation.of_menu(navigation.Menu.SMALL_PRINT, pages.menu()))

    @cached_property
    def take_the_pledge(self) -> Link | None:
        return next(iter(self._links((navigation.TAKE_THE_PLEDGE,))), None)

    @cached_property
    def agency(self) -> tuple[Link, ...]:
        return self._counted(navigation.AGENCY, counts.for_the_agency)

    @cached_property
    def desk(self) -> tuple[Link, ...]:
        """The reviewers' menu; the newsletter and the campaign's content only for those who may edit them."""
        content = (
            (navigation.NEWSLETTER, navigation.LOGS, navigation.CAMPAIGN_CONTENT)
            if self._user_is("is_campaign_administrator")
            else ()
        )
        return self._counted(navigation.DESK + content, counts.for_the_desk)

    @cached_property
    def place(self) -> next_in_list.Place | None:
        """Where this page is in the list that led to it."""
        return next_in_list.place_of(self._request)

    @cached_property
    def account(self) -> tuple[Link, ...]:
        """The signed-in person's own menu: their places of work first."""
        places = []
        if memberships := getattr(self._request, "memberships", ()):
            places.append(navigation.MY_AGENCY if len(memberships) == 1 else navigation.MY_AGENCIES)
        if self._user_is("is_reviewer") or self._user_is("is_campaign_administrator"):
            places.append(navigation.REVIEW_DESK)
        if self._user_is("is_content_editor"):
            places.append(navigation.CAMPAIGN_CONTENT)
        return self._links((*places, *self._own))

    @cached_property
    def own_pages(self) -> tuple[Link, ...]:
        """The signed-in person's pages about their account alone."""
        return self._links(self._own)

    @property
    def _own(self) -> tuple[navigation.Entry, ...]:
        staffs = (navigation.WAITING_EMAILS,) if self._user_is("is_at_the_iacp") else ()
        return navigation.ACCOUNT + staffs

    def _links(self, entries: tuple[navigation.Entry, ...]) -> tuple[Link, ...]:
        return navigation.links(entries, self._request.path)

    def _counted(self, entries: tuple[navigation.Entry, ...], counts_of: Counts) -> tuple[Link, ...]:
        """The links of a place of work, with how much waits behind each."""
        links = self._links(entries)
        return navigation.counted(links, counts_of(self._request))

    def _user_is(self, role: str) -> bool:
        return bool(getattr(getattr(self._request, "user", None), role, False))


def portal(request: HttpRequest) -> dict[str, Portal]:
    """The context of every page."""
    return {"portal": Portal(request)}
