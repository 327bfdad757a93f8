"""The spotlight: Denver's figures, featured and archive, drafts, and nominations from the form to the triage."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from audit.models import Entry
from campaign.content.models import Nomination
from campaign.content.queries import spotlights
from common.forms import guard
from rehearsal.factories.accounts import AdministratorFactory
from rehearsal.factories.campaign import SpotlightFactory
from tests.content.pages import same_number_of_queries

pytestmark = pytest.mark.django_db
NOMINATE = "/spotlight/nominate/"
DENVER = "/spotlight/stories/denver-crisis-intervention-response-unit/"


def said(**changes: str) -> dict[str, str]:
    values = {
        "nominee": "Night Shift Clinic",
        "summary": "Clinicians ride along.",
        "contact": "Robin Hale, robin.hale@example.org",
        "nominee_contact": "",
        "nickname": "",
        "form_key": guard.issue(),
    }
    return {**values, **changes}


def test_denver_is_featured_with_its_figures(client: Client) -> None:
    featured, archive = spotlights.series()
    assert featured is not None
    assert archive == []
    assert [figure for figure, _words in featured.figures] == ["1,725", "3%", "2%", "About 25%"]
    for path in ("/spotlight/", DENVER):
        assert "1,725" in client.get(path).content.decode()


def test_one_story_is_featured_and_the_others_are_the_archive() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SpotlightFactory(is_featured=True)
    SpotlightFactory(title="Older", shown_on="2021-01-01")
    SpotlightFactory(title="Newer", shown_on="2022-01-01")
    _featured, archive = spotlights.series()
    assert [story.title for story in archive] == ["Newer", "Older"]


def test_a_draft_is_not_found_but_in_the_preview(client: Client) -> None:
    SpotlightFactory(slug="draft", title="DRAFTED", is_published=False)
    path = "/spotlight/stories/draft/"
    assert [client.get(path + query).status_code for query in ("", "?preview=1")] == [404, 404]
    assert "DRAFTED" not in client.get("/spotlight/?preview=1").content.decode()
    client.force_login(AdministratorFactory())
    assert [client.get(path + query).status_code for query in ("", "?preview=1")] == [404, 200]
    assert "DRAFTED" in client.get("/spotlight/?preview=1").content.decode()


def test_a_nomination_waits_in_the_admin_and_nowhere_else(client: Client) -> None:
    sent = said()
    for _attempt in range(2):
        assert client.post(NOMINATE, sent)["Location"] == "/spotlight/thanks/"
    assert client.get("/spotlight/thanks/").status_code == 200
    nomination = Nomination.objects.get()
    assert (nomination.nominee, nomination.state) == ("Night Shift Clinic", "new")
    entry = Entry.objects.get(verb="campaign.spotlight_nominated")
    assert (entry.subject, entry.details) == (f"campaign.Nomination:{nomination.pk}", {})
    assert "Night Shift" not in client.get("/spotlight/").content.decode()


def test_staff_say_what_becomes_of_a_nomination_and_change_nothing_else(client: Client) -> None:
    client.post(NOMINATE, said())
    nomination = Nomination.objects.get()
    client.force_login(AdministratorFactory())
    change = f"/admin/content/nomination/{nomination.pk}/change/"
    assert "robin.hale@example.org" in client.get(change).content.decode()
    client.post(change, {"state": "chosen", "note": "In May.", "nominee": "Somebody else"})
    nomination.refresh_from_db()
    assert (nomination.state, nomination.note, nomination.nominee) == (
        "chosen",
        "In May.",
        "Night Shift Clinic",
    )
    assert client.get("/admin/content/nomination/add/").status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"nominee": ""}, "nominee"),
        ({"summary": ""}, "summary"),
        ({"contact": ""}, "contact"),
        ({"nickname": "x"}, "nickname"),
        ({"form_key": "forged"}, "form_key"),
    ],
)
def test_a_form_that_is_wrong_comes_back_and_keeps_nothing(
    client: Client, changes: dict[str, str], field: str
) -> None:
    response = client.post(NOMINATE, said(**changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Nomination.objects.exists()


def test_the_number_of_queries_does_not_grow() -> None:
    assert same_number_of_queries("/spotlight/", SpotlightFactory)
