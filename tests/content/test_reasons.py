"""Why join, and the timeline: what is seeded, what a draft is, and what staff may do."""

import re
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from campaign.content.models import Statistic
from campaign.content.queries import disclaimers, reasons
from campaign.content.queries.reasons import Part
from portal import one_pager
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory
from rehearsal.factories.campaign import MilestoneFactory, NoteFactory, SpotlightFactory, StatisticFactory
from tests.content.pages import mark, same_number_of_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(AdministratorFactory())
    return client


def test_six_figures_with_seven_notes() -> None:
    figures, sources = reasons.reasons()
    assert [figure.figure for figure in figures] == ["21%", "32%", "40%", "65% to 70%", "2,700", "About 23%"]
    assert [source.number for source in sources] == [1, 2, 3, 4, 5, 6, 7]
    assert [part.note for figure in figures for part in figure.parts] == [1, 2, 3, 4, 5, 6, 7]


def test_the_page_leads_from_each_figure_to_its_note(client: Client) -> None:
    page = client.get("/why/").content.decode()
    assert "just over 68 million Americans" in page
    assert re.findall(r'href="#note-(\d)"', page) == re.findall(r'id="note-(\d)"', page) == list("1234567")


def test_a_mark_without_a_note_is_left_out() -> None:
    Statistic.objects.all().delete()
    StatisticFactory(statement="One.[1] Two.[99] And three")
    (figure,), _sources = reasons.reasons()
    assert figure.parts == (Part("One.", 1), Part(" Two.", 0), Part(" And three", 0))


def test_the_timeline_keeps_the_count_of_2020_in_its_year(client: Client) -> None:
    years = reasons.timeline()
    assert [year.year for year in years] == [2010, 2014, 2015, 2016, 2017, 2018, 2020]
    assert "550" in years[-1].milestones[0].text
    assert client.get("/history/").content.decode().count("550") == 1


@pytest.mark.parametrize("path", ["/why/", "/history/"])
def test_a_draft_shows_in_an_administrators_preview_alone(path: str) -> None:
    StatisticFactory(figure="DRAFTED", is_published=False)
    MilestoneFactory(text="DRAFTED", is_published=False)
    reviewer, administrator = Client(), Client()
    reviewer.force_login(ReviewerFactory())
    administrator.force_login(AdministratorFactory())
    seen = [
        "DRAFTED" in visitor.get(path + query).content.decode()
        for visitor in (Client(), reviewer, administrator)
        for query in ("", "?preview=1")
    ]
    assert seen == [False, False, False, False, False, True]


@pytest.mark.parametrize(
    ("path", "factories"), [("/why/", [StatisticFactory, NoteFactory]), ("/history/", [MilestoneFactory])]
)
def test_the_number_of_queries_does_not_grow(path: str, factories: list[type]) -> None:
    assert same_number_of_queries(path, lambda: [factory() for factory in factories])


def test_an_administrator_edits_previews_and_sees_the_history(administrator: Client) -> None:
    row = Statistic.objects.get(figure="32%")
    change = f"/admin/content/statistic/{row.pk}/change/"
    page = administrator.get(change).content.decode()
    assert "/admin/r/" not in page
    assert 'href="/why/?preview=1"' in page
    sent = {"position": "2", "figure": "33%", "statement": row.statement, "remark": "", "is_published": "on"}
    assert administrator.post(change, sent | mark(row)).status_code == 302
    assert "33%" in Client().get("/why/").content.decode()
    assert LogEntry.objects.get().get_change_message() == "Changed Figure."
    assert administrator.get(f"/admin/content/statistic/{row.pk}/history/").status_code == 200


def test_publishing_many_at_once_leaves_a_trace_on_each(administrator: Client) -> None:
    rows = [StatisticFactory(is_published=False), StatisticFactory(is_published=True)]
    sent = {"action": "publish", "_selected_action": [row.pk for row in rows]}
    assert administrator.post("/admin/content/statistic/", sent).status_code == 302
    assert all(
        Statistic.objects.filter(pk__in=[row.pk for row in rows]).values_list("is_published", flat=True)
    )
    assert [entry.object_id for entry in LogEntry.objects.all()] == [str(rows[0].pk)]


def test_a_reviewer_does_not_edit_the_content(client: Client) -> None:
    client.force_login(ReviewerFactory())
    assert client.get("/admin/content/statistic/").status_code in {302, 403}


def test_figures_notes_and_small_print_are_markdown() -> None:
    NoteFactory(number=40, text="A *study* of [ours](/faq/)")
    StatisticFactory(
        figure="1 of 3",
        statement="agencies are **ready**.[40] Says [who](/history/)?[40]",
        remark="As *counted*.",
    )
    SpotlightFactory(slug="lines", figures="3% | were *not* arrested")
    page = Client().get("/why/").content.decode()
    assert "agencies are <strong>ready</strong>.<sup" in page
    assert ' Says <a href="/history/" rel="noopener">who</a>?<sup' in page
    assert "As <em>counted</em>." in page
    assert 'A <em>study</em> of <a href="/faq/" rel="noopener">ours</a>' in page
    assert "<dt>were <em>not</em> arrested</dt>" in Client().get("/spotlight/stories/lines/").content.decode()
    disclaimers.keep(("Opinions are *ours*.",))
    assert "<p>Opinions are <em>ours</em>.</p>" in Client().get("/faq/").content.decode()
    assert one_pager.content("letter", on=date(2026, 11, 1)).disclaimers == ("Opinions are ours.",)
