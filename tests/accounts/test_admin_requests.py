"""Requests to Django's admin that none of its pages makes: answered in words, and never a failure."""

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from campaign.content.models import Question
from onemind.admin import MOST_SEARCHED
from rehearsal.factories.accounts import AdministratorFactory

pytestmark = pytest.mark.django_db
LISTS = {
    model._meta.label: f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    for model in admin.site._registry
}
QUESTIONS = "/admin/content/question/"


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(AdministratorFactory())
    return client


def test_every_row_in_the_admin_has_a_number() -> None:
    keys = {model._meta.label: model._meta.pk for model in admin.site._registry}
    assert [name for name, key in keys.items() if not isinstance(key, models.AutoField)] == []


@pytest.mark.parametrize("chosen", ["abc", "9" * 40, "-1", "", "\x00", "1 OR 1", "²", "١"])
@pytest.mark.parametrize("action", ["publish", "withdraw", "delete_selected", "nothing"])
def test_rows_that_no_page_offers_are_not_understood(staff: Client, action: str, chosen: str) -> None:
    before = Question.objects.filter(is_published=True).count()
    sent = {"action": action, "_selected_action": [str(Question.objects.all()[0].pk), chosen]}
    assert staff.post(QUESTIONS, sent).status_code == 400
    assert Question.objects.filter(is_published=True).count() == before > 0


def test_rows_that_are_gone_change_nothing(staff: Client) -> None:
    sent = {"action": "withdraw", "_selected_action": ["9" * 18]}
    assert staff.post(QUESTIONS, sent, follow=True).status_code == 200


@pytest.mark.parametrize("words", ["x" * 70_000, "a " * 3_000, "x" * (MOST_SEARCHED + 1)])
def test_who_searches_for_too_much_is_told_and_keeps_the_filters(staff: Client, words: str) -> None:
    response = staff.get(QUESTIONS, {"q": words, "is_published__exact": "1"}, follow=True)
    assert response.redirect_chain == [(f"{QUESTIONS}?is_published__exact=1", 302)]
    assert "Search for fewer words: up to 200 letters." in response.content.decode()


@pytest.mark.parametrize("words", ["x" * MOST_SEARCHED, "a " * (MOST_SEARCHED // 2)])
@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_searched_for_what_is_taken(staff: Client, name: str, words: str) -> None:
    response = staff.get(reverse(LISTS[name]), {"q": words}, follow=True)
    assert response.status_code in {200, 403}
    assert "Search for fewer words" not in response.content.decode()


def test_strangers_are_sent_to_the_door_before_anything_is_looked_at(client: Client) -> None:
    for response in (
        client.post(QUESTIONS, {"_selected_action": "abc"}),
        client.get(QUESTIONS, {"q": "x" * 300}),
    ):
        assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/account/login/")
