"""Public pages that staff write: a page is a row, and the portal's own pages have their words from one."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campaign.content import numbers
from campaign.content.built_in import BUILT_IN, path_of
from campaign.content.models import Page, Question, Version
from campaign.content.queries import pages
from compliance import editions
from rehearsal.factories.accounts import EditorFactory, ReviewerFactory
from tests.content.pages import mark, queries_of
from tests.portal.test_findable import _locations

pytestmark = pytest.mark.django_db
THREE = "One.\n\nTwo, *with stress*, and [a link](/faq/).\n\nThree."


def made(**fields: Any) -> Page:
    return Page.objects.create(
        **{"address": "peer-support", "title": "Peer support", "body": THREE, "is_published": True, **fields}
    )


def text_of(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def editor() -> Client:
    client = Client()
    client.force_login(EditorFactory())
    return client


def sent(page: Page, **changes: str) -> dict[str, str]:
    """The form of a page as the admin's page sends it."""
    return {
        "address": page.address,
        "title": page.title,
        "shared_title": page.shared_title,
        "introduction": page.introduction,
        "body": page.body,
        "menu": page.menu,
        "menu_label": page.menu_label,
        "position": str(page.position),
        **({"is_published": "on"} if page.is_published else {}),
        **mark(page),
        **changes,
    }


def change(page: Page, **changes: str) -> Any:
    return editor().post(f"/admin/content/page/{page.pk}/change/", sent(page, **changes))


def test_one_row_is_a_page_in_the_sitemap_and_in_the_navigation(settings: Any) -> None:
    settings.SITE_URL = "https://onemind.example"
    made(introduction="Talk to us.", menu="learn", menu_label="Peers")
    pages.forget()
    page = text_of("/peer-support/")
    assert "<h1>Peer support</h1>" in page
    assert "<p>One.</p>\n<p>Two, <em>with stress</em>, and" in page
    assert '<meta name="description" content="Talk to us.">' in page
    assert "https://onemind.example/peer-support/" in _locations("/sitemap-added.xml")
    # In its group at the foot of any page, behind the portal's own links.
    foot = text_of("/faq/").partition("<footer")[2]
    assert (
        foot.index("/learning-sites/")
        < foot.index('<a href="/peer-support/">Peers</a>')
        < foot.index("/pledge/")
    )


def test_the_search_of_the_site_finds_a_page_by_its_words() -> None:
    page = made(body="Where chaplains meet.")
    assert 'href="/peer-support/"' in text_of("/search/?q=chaplains")
    Page.objects.filter(pk=page.pk).update(is_published=False)
    assert 'href="/peer-support/"' not in text_of("/search/?q=chaplains")


def test_a_page_without_a_place_is_in_no_menu() -> None:
    made()
    pages.forget()
    assert "/peer-support/" not in text_of("/faq/")
    assert "/peer-support/" in _locations("/sitemap-added.xml")[-1]


def test_a_draft_is_seen_in_the_preview_alone() -> None:
    made(is_published=False, menu="learn")
    pages.forget()
    assert Client().get("/peer-support/").status_code == 404
    assert Client().get("/peer-support/?preview=1").status_code == 404
    reviewer = Client()
    reviewer.force_login(ReviewerFactory())
    assert reviewer.get("/peer-support/?preview=1").status_code == 404
    assert "Peer support" in text_of("/peer-support/?preview=1", editor())
    assert "/peer-support/" not in text_of("/faq/")
    assert not [path for path in _locations("/sitemap-added.xml") if "peer-support" in path]


def test_an_editor_adds_a_page_with_one_form() -> None:
    client = editor()
    values = sent(
        Page(address="peer-support", title="Peer support", body=THREE, menu="learn", is_published=True)
    )
    seen = client.post("/admin/content/page/add/", {**values, "_look": "1"})
    assert (
        "<p>Three.</p>" in seen.content.decode(),
        Page.objects.filter(address="peer-support").exists(),
    ) == (
        True,
        False,
    )
    assert client.post("/admin/content/page/add/", values).status_code == 302
    assert Version.objects.get().fields["body"] == THREE
    assert "Peer support" in text_of("/faq/")
    assert "<p>Three.</p>" in text_of("/peer-support/")


@pytest.mark.parametrize("address", ["agencies", "admin", "desk"])
def test_no_page_hides_behind_another(address: str) -> None:
    answer = change(made(is_published=False), address=address)
    words = "This address is taken"
    assert (answer.status_code, words in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("address", BUILT_IN)
def test_the_portals_own_pages_say_what_their_rows_say(address: str) -> None:
    Page.objects.filter(address=address).update(
        title="OTHER <TITLE>", shared_title="OTHER NAME", introduction="OTHER LEAD", body="# OTHER TEXT"
    )
    page = text_of(path_of(address))
    assert "OTHER &lt;TITLE&gt;</h1>" in page
    assert "OTHER LEAD</p>" in page
    assert "<h2>OTHER TEXT</h2>" in page
    assert '<meta property="og:title" content="OTHER NAME">' in page


@pytest.mark.parametrize("address", BUILT_IN)
def test_the_portals_own_pages_have_their_words_without_a_row(address: str) -> None:
    whole = text_of(path_of(address))
    title = Page.objects.get(address=address).title
    Page.objects.all().delete()
    assert f"{title}</h1>".replace("'", "&#x27;") in whole
    assert f"{title}</h1>".replace("'", "&#x27;") in text_of(path_of(address))


@pytest.mark.parametrize("address", BUILT_IN)
def test_the_portals_own_pages_stay(address: str) -> None:
    page = Page.objects.get(address=address)
    client = editor()
    client.post("/admin/content/page/", {"action": "withdraw", "_selected_action": [page.pk]})
    client.post(f"/admin/content/page/{page.pk}/delete/", {"post": "yes"})
    page.refresh_from_db()
    assert page.is_published
    # Its address isn't asked for.
    assert change(page, address="elsewhere", title="Otherwise").status_code == 302
    page.refresh_from_db()
    assert (page.address, page.title) == (address, "Otherwise")


def test_the_row_of_the_first_page_leads_there() -> None:
    answer = Client().get("/home/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("portal:home"))


def test_a_page_takes_one_query() -> None:
    made()
    assert queries_of("/peer-support/") == 1


def test_the_words_of_a_page_are_a_change_of_the_page(settings: Any) -> None:
    settings.SITE_URL = "https://onemind.example"
    later = datetime(2030, 5, 6, 7, 8, tzinfo=UTC)
    Page.objects.filter(address="assistance").update(updated_at=later)
    found = Client().get("/sitemap-pages.xml").content.decode()
    changed = re.findall(r"/assistance/</loc><lastmod>([^<]*)</lastmod>", found)
    assert [datetime.fromisoformat(moment) for moment in changed] == [later]


def test_the_rules_numbers_are_those_of_the_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    Page.objects.filter(address="why").update(
        introduction="{percent} percent.",
        body="{guide-months} to {limit-months}; {cit-hours} and {mhfa-hours}.",
    )
    said = "12 to 36; 40 and 8."
    assert (said in text_of("/why/"), "20 percent." in text_of("/why/")) == (True, True)
    assert "at least 20 of them" in text_of("/faq/")
    newest = editions.EDITIONS["2022"]
    quarter = replace(
        newest,
        code="2026",
        in_force_from=datetime(2026, 1, 1, tzinfo=UTC).date(),
        shares={**newest.shares, "crisis_intervention": replace(newest.crisis_intervention, numerator=25)},
        limit_months=48,
    )
    monkeypatch.setattr(editions, "EDITIONS", {**editions.EDITIONS, "2026": quarter})
    assert "12 to 48; 40 and 8." in text_of("/why/")
    assert "25 percent." in text_of("/why/")
    assert "at least 25 of them" in text_of("/faq/")
    assert "at least 25 of them" in text_of("/faq/?q=25")


def test_seeds_type_no_number_of_the_rule() -> None:
    texts = [f"{row.introduction} {row.body}" for row in Page.objects.all()]
    texts += [f"{row.question} {row.answer}" for row in Question.objects.all()]
    typed = [
        "20 percent",
        "20%",
        "12 months",
        "36 months",
        "40 hours",
        "8 hours",
        "least 20",
        "40-hour",
        "8-hour",
    ]
    assert [(words, text) for text in texts for words in typed if words in text] == []
    assert [text for text in texts if numbers.objection(text)] == []


def test_braces_around_what_is_no_number_are_refused_in_words() -> None:
    page = made()
    answer = change(page, body="At least {per cent}.")
    assert (
        "{per cent} isn&#x27;t a number of the pledge. Use one of these: {percent}, "
        in answer.content.decode()
    )
    assert change(page, body="At least {percent} of 100.").status_code == 302
    assert "At least 20 of 100." in text_of("/peer-support/")
