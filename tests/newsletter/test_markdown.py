"""Issues as Markdown: how they read as a page and as both parts of an email, and what the former markup became."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client

from campaign.newsletter.models import Issue, IssueSection
from common.markdown import letter, render
from rehearsal.factories.accounts import AdministratorFactory
from tests.newsletter.issues import begin, deliver_everything, draft, subscribed

pytestmark = pytest.mark.django_db
migration: Any = import_module("campaign.newsletter.migrations.0003_markdown")
INTRODUCTION = (
    "Dear readers,\n\n[How to start](/faq/), *today*.\n\n- **3** agencies\n- [Belton](https://example.org/b)"
)

FORMER = {
    "": ("", ""),
    "One\ntwo\n\n\nthree": ("One\ntwo\n\nthree", "One\ntwo\n\nthree"),
    "- a\n- b | https://x.example/\r\nafter": (
        "- a\n- [b](https://x.example/)\n\nafter",
        "- a\n- b\n    https://x.example/\n\nafter",
    ),
    "As of today:\n- 1,200 | agencies": (
        "As of today:\n\n- **1,200** agencies",
        "As of today:\n\n- 1,200 agencies",
    ),
    "Read | https://x.example/(a)": ("[Read](<https://x.example/(a)>)", "Read\n  https://x.example/(a)"),
    "Bad | javascript:alert(1)": ("Bad | javascript:alert(1)", "Bad | javascript:alert(1)"),
    "12 | agencies": ("12 | agencies", "12 | agencies"),
    "# No *heading* [1]\n1. No list": (
        "\\# No \\*heading\\* \\[1\\]\n1\\. No list",
        "# No *heading* [1]\n1. No list",
    ),
    'Odd | https://x.example/"onclick=': (
        'Odd | https://x.example/"onclick=',
        'Odd | https://x.example/"onclick=',
    ),
}


@pytest.mark.parametrize("text", FORMER)
def test_what_was_written_in_the_former_markup_says_the_same(text: str) -> None:
    markdown = migration.markdown_of(text)
    assert (markdown, letter(markdown)) == FORMER[text]
    assert "<h" not in render(markdown)


def test_issues_and_drafts_are_migrated() -> None:
    subscribed()
    sent = begin(draft(introduction="Old | https://x.example/"))
    waiting = draft(subject="Next", introduction="- 3 | agencies")
    own = IssueSection.objects.filter(issue=waiting).first()
    assert own is not None
    IssueSection.objects.filter(pk=own.pk).update(text="Kept | https://y.example/")
    versions = [Issue.objects.get(pk=row.pk).version for row in (sent, waiting)]
    migration.to_markdown(apps, None)
    introductions = [Issue.objects.get(pk=row.pk).introduction for row in (sent, waiting)]
    assert introductions == ["[Old](https://x.example/)", "- **3** agencies"]
    assert IssueSection.objects.get(pk=own.pk).text == "[Kept](https://y.example/)"
    assert [Issue.objects.get(pk=row.pk).version for row in (sent, waiting)] == versions


def test_an_issue_reads_well_as_a_page_and_in_both_parts_of_its_email() -> None:
    subscribed()
    begin(draft(introduction=INTRODUCTION))
    mail.outbox.clear()
    deliver_everything()
    (message,) = [found for found in mail.outbox if found.subject == "Winter news"]
    said = (
        "Winter news\n\nDear readers,\n\nHow to start (http://localhost:8000/faq/), today.\n\n"
        "- 3 agencies\n- Belton\n    https://example.org/b\n\nTHE CAMPAIGN TODAY\n\nAs of "
    )
    assert said in str(message.body)
    assert "\n\n\n" not in str(message.body).partition("Read this issue on the web")[0]
    html = str(message.alternatives[0][0])  # type: ignore[attr-defined]
    assert '<a href="http://localhost:8000/faq/" rel="noopener">How to start</a>, <em>today</em>.' in html
    assert "<li><strong>3</strong> agencies</li>" in html
    page = Client().get("/newsletter/issues/1/").content.decode()
    assert '<a href="/faq/" rel="noopener">How to start</a>, <em>today</em>.' in page
    assert '<meta name="description" content="How to start, today.">' in page


def test_a_picture_without_words_is_refused_where_it_stands() -> None:
    staff = AdministratorFactory()
    issue = draft(by=staff)
    client = Client()
    client.force_login(staff)
    parts = {
        f"section{part.pk}-{name}": getattr(part, name)
        for part in issue.sections.all()
        for name in ("heading", "text")
    }
    values = {
        "version": issue.version,
        "subject": issue.subject,
        "introduction": "![](/static/img/favicon.png)",
        **parts,
    }
    answer = client.post(f"/desk/newsletter/{issue.public_id}/", values)
    assert (answer.status_code, "Describe the picture" in answer.content.decode()) == (422, True)
    assert Issue.objects.get().introduction == "Dear readers,"
