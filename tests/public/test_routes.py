"""Every public page, asked by a plain client: it answers, it says what it is, and it carries its headers."""

import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from portal.navigation import FOOT, PUBLIC, links
from portal.sitemaps import PAGES
from tests.public import routes

pytestmark = pytest.mark.django_db
HEADERS = [
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
]


def test_every_public_route_is_a_page_with_an_example_or_said_to_be_none() -> None:
    known = {route.name for route in routes.public_routes()}
    assert routes.unclassified() == []
    assert {*routes.EXAMPLES, *routes.NO_PAGES} - known == set()
    assert len(known) > 60


def test_every_page_answers_in_html_with_its_headers() -> None:
    answers = {path: Client().get(path) for path in routes.paths(routes.build_world())}
    kinds = {path: answer["Content-Type"].partition(";")[0] for path, answer in answers.items()}
    odd = {
        path: answer.status_code
        for path, answer in answers.items()
        if answer.status_code not in (200, 404, 410)
    }
    bare = {path: [name for name in HEADERS if name not in answer] for path, answer in answers.items()}
    open_ended = [path for path, answer in answers.items() if "unsafe" in answer["Content-Security-Policy"]]

    assert (set(kinds.values()), odd, open_ended) == ({"text/html"}, {}, [])
    assert {path: names for path, names in bare.items() if names} == {}


def test_every_page_has_a_title_of_its_own_and_one_heading() -> None:
    pages = {
        path: Client().get(path).content.decode()
        for path in routes.paths(routes.build_world())
        if "?" not in path
    }
    titles = {
        path: " ".join(re.findall(r"<title>(.*?)</title>", text, re.S)[0].split())
        for path, text in pages.items()
    }
    headings = {path: len(re.findall(r"<h1[\s>]", text)) for path, text in pages.items()}
    described = {
        path: re.findall(r'<meta name="description" content="([^"]*)"', text) for path, text in pages.items()
    }
    # Pages for a key that opens nothing say the same, whatever the key was for; both agencies are agencies.
    shared = {title for title, times in Counter(titles.values()).items() if times > 1}
    same = {path: title for path, title in titles.items() if title in shared and routes.NO_KEY not in path}

    assert {path: number for path, number in headings.items() if number != 1} == {}
    assert {path: title for path, title in titles.items() if not title or title.startswith("·")} == {}
    assert {path: words for path, words in described.items() if len(words) != 1 or not words[0].strip()} == {}
    assert same == {}


def test_every_page_worth_finding_is_in_the_sitemap_and_no_other() -> None:
    routes.build_world()
    plain = {
        route.name: Client().get(reverse(route.name))
        for route in routes.public_routes()
        if not route.has_parts and route.name not in routes.NO_PAGES
    }
    worth_finding = {
        name
        for name, answer in plain.items()
        if answer.status_code == 200 and b'content="noindex"' not in answer.content
    }
    assert worth_finding == set(PAGES)


def test_the_foot_leads_once_to_each_page_of_the_header_and_to_nothing_unlisted() -> None:
    named = [entry.name for group in FOOT for entry in group.children]
    found = [link.url for group in links(FOOT, "/") for link in group.children]

    assert found == [reverse(name) for name in named]
    assert [name for name, times in Counter(named).items() if times > 1] == []
    assert {entry.name for entry in PUBLIC} | set(named) <= set(PAGES)
    assert {entry.name for entry in PUBLIC} <= set(named)
