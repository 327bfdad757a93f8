"""A content editor, who is no superuser, runs the campaign's pages alone, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from campaign.content.models import Post, Version
from rehearsal.factories.accounts import PASSWORD, EditorFactory, totp_code

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
POST = "/news/posts/clinicians-at-night/"


@pytest.fixture
def editor_page(page: Page, live_server: LiveServer) -> Page:
    """The editor's browser, signed in with the second step."""
    editor = EditorFactory(name="Jordan Vale")
    assert not editor.is_superuser
    page.goto(live_server.url + "/account/login/")
    page.fill("[name=login]", editor.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.fill("[name=code]", totp_code())
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("/admin/$"))
    return page


def visitor_status(page: Page, url: str) -> int:
    """What someone without an account gets at an address."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context()
    response = context.new_page().goto(url)
    context.close()
    assert response is not None
    return response.status


def save(page: Page, button: str = "_continue") -> None:
    page.locator(f"input[name={button}]").first.click()
    expect(page.locator("ul.messagelist .success")).to_be_visible()


def test_an_editor_writes_previews_publishes_edits_goes_back_and_unpublishes_alone(
    editor_page: Page, live_server: LiveServer
) -> None:
    page, base = editor_page, live_server.url
    # Writes a draft.
    page.get_by_role("link", name="News posts").first.click()
    page.get_by_role("link", name="Add news post").click()
    page.locator("[name=title]").press_sequentially("Clinicians at night")
    expect(page.locator("[name=slug]")).to_have_value("clinicians-at-night")
    page.fill("[name=teaser]", "Two agencies share one.")
    page.fill("[name=body]", "They began in spring.\n\nIt works.")
    save(page)
    assert visitor_status(page, base + POST) == 404
    change = page.url
    # Previews it where it will stand.
    page.get_by_role("link", name="Preview").click()
    expect(page).to_have_url(f"{base}{POST}?preview=1")
    expect(page.locator("main")).to_contain_text("This is a preview")
    expect(page.locator("main")).to_contain_text("They began in spring.")
    # Publishes it.
    page.goto(change)
    page.check("[name=is_published]")
    save(page)
    assert visitor_status(page, base + POST) == 200
    # Edits it.
    page.fill("[name=body]", "They began in autumn.\n\nIt works.")
    save(page)
    assert Post.objects.get(slug="clinicians-at-night").body.startswith("They began in autumn.")
    # Looks at the history, and at what the edit changed.
    page.get_by_role("link", name="History").click()
    expect(page.locator(".version-list tbody tr")).to_have_count(3)
    expect(page.locator(".version-list")).to_contain_text("Jordan Vale")
    page.get_by_role("link", name="Version 3").click()
    expect(page.locator(".differences del")).to_have_text(["spring."])
    expect(page.locator(".differences ins")).to_have_text(["autumn."])
    # Goes back.
    page.go_back()
    page.get_by_role("link", name="Version 2").click()
    page.get_by_role("button", name="Restore version 2").click()
    expect(page.locator(".version-list tbody tr")).to_have_count(4)
    post = Post.objects.get(slug="clinicians-at-night")
    assert (post.body.splitlines()[0], post.is_published) == ("They began in spring.", True)
    # Unpublishes it.
    page.goto(base + "/admin/content/post/")
    page.get_by_role("row", name=re.compile("Clinicians at night")).get_by_role("checkbox").check()
    page.select_option("select[name=action]", "withdraw")
    page.get_by_role("button", name="Go", exact=False).first.click()
    expect(page.get_by_role("row", name=re.compile("Clinicians at night"))).to_be_visible()
    assert visitor_status(page, base + POST) == 404
    assert Version.objects.filter(kind="content.post", row=post.pk).count() == 5
    assert set(Version.objects.values_list("made_by__name", flat=True)) == {"Jordan Vale"}
