"""Addresses that someone may have written down, linked to, subscribed to or got by email lead where they led."""

import pytest
from django.test import Client
from django.urls import resolve

from campaign.assistance import models as assistance
from campaign.conversations import models as conversations
from campaign.newsletter import models as newsletter
from common.access import ANYONE
from common.tokens import Link
from onemind.access import TABLE

ID, KEY = "a" * 26, "b" * 32
# Pages and files without a part to fill in.
OPEN = """
    / /faq/ /why/ /history/ /resources/ /e-learning/ /find-a-course/ /find-a-course/announce/ /news/ /news/feed.atom
    /learning-sites/ /supporters/ /supporters/join/ /spotlight/ /spotlight/nominate/ /contact/ /assistance/
    /assistance/peers/ /assistance/technical/ /assistance/learning-site/ /newsletter/ /newsletter/feed.atom
    /newsletter/sign-up/ /agencies/ /recent/ /open-data/ /agencies.csv /agencies.json /agencies.geojson
    /feeds/pledges.atom /feeds/pledges.json
    /api/ /api/v1/openapi.json /api/v1/agencies /api/v1/regions /api/v1/counts
    /pledge/ /equivalency/ /verify/ /one-pager/ /robots.txt /sitemap.xml /.well-known/security.txt /healthz
""".split()
# With a part, and its example: the route that answers today.
WITH_A_PART = {
    "/news/2026/": "content:news_year",
    "/news/posts/a-post/": "content:news_post",
    "/spotlight/stories/a-story/": "content:story",
    f"/assistance/follow/{KEY}/": "assistance:follow",
    f"/assistance/follow/{KEY}/rate/": "assistance:rate",
    f"/connect/{ID}/": "conversations:ask",
    f"/connect/confirm/{KEY}/": "conversations:confirm",
    f"/connect/thread/{KEY}/": "conversations:thread",
    f"/connect/thread/{KEY}/report/": "conversations:report",
    "/newsletter/issues/1/": "newsletter:issue",
    f"/newsletter/confirm/{KEY}/": "newsletter:confirm",
    f"/newsletter/unsubscribe/{KEY}/": "newsletter:leave",
    "/agencies/in/us-va/": "directory:region",
    f"/agencies/{ID}/": "directory:agency_short",
    f"/agencies/{ID}/a-name/": "directory:agency",
    "/feeds/us-va/pledges.atom": "directory:region_feed_atom",
    f"/badge/{ID}.svg": "directory:badge",
    f"/invitation/{KEY}/": "agencies:invitation",
    f"/pledge/confirm/{KEY}/": "pledges:confirm",
    f"/pledge/answer/{KEY}/": "pledges:answer",
    f"/equivalency/{ID}/": "training:register_course",
    f"/verify/{KEY}/": "documents:verify",
    "/one-pager/letter.pdf": "portal:one_pager_sheet",
}
# The token that each link in an email gets for what is called "name", with the tests' secret. A token that differs is a
# link that people were sent and that no longer opens.
TOKENS: list[tuple[Link, str]] = [
    (newsletter.CONFIRM_LINK, "fdhzwhandxhlokgoiemfboqzs32uka22"),
    (newsletter.LEAVE_LINK, "5vmy4lqb2oh55utp642ltpl7hbltgrqs"),
    (assistance.FOLLOW_LINK, "r4mgjrh4dlhzfmpmnno65jbekd45qxeg"),
    (conversations.CONFIRM_LINK, "zmspkrpyzse2pywargksq7p3bv6w3ykq"),
    (conversations.FOLLOW_LINK, "eujitt7domt35a2wbezjnhrywitbbghb"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", OPEN)
def test_address_answers(address: str) -> None:
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("address", WITH_A_PART)
def test_address_leads_to_its_route(address: str) -> None:
    found = resolve(address)
    assert found.view_name == WITH_A_PART[address]
    assert TABLE[found.view_name].read is ANYONE


@pytest.mark.parametrize(("link", "token"), TOKENS)
def test_mailed_link_has_the_token_that_it_had(link: Link, token: str) -> None:
    assert link.token("name") == token
