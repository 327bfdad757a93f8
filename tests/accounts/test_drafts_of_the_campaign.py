"""Drafts of a member's request for help and of a newsletter issue."""

import pytest
from django.urls import reverse

from accounts.models import Draft
from rehearsal.factories.accounts import AdministratorFactory
from tests.accounts.test_drafts import WORDS, Tab, _hidden
from tests.clients import AgencyClient, client_of, signed_in
from tests.newsletter.issues import draft as issue_draft

pytestmark = pytest.mark.django_db


def test_a_members_request_for_help_is_drafted_for_its_agency_and_a_visitors_is_not() -> None:
    client, _ = signed_in()
    path = reverse("assistance:peers")
    tab = Tab(client, path)
    tab.save(subject="Night shifts", text=WORDS)
    form = tab.form()
    assert (form["text"].value(), form.errors, bool(form["form_key"].value())) == (WORDS, {}, True)
    assert Draft.objects.get().form == f"help-{client.agency.public_id}"  # type: ignore[union-attr]
    assert _hidden(AgencyClient().get(path).content.decode(), "draft") == ""


def test_the_words_of_a_newsletter_issue_are_a_draft_until_they_are_saved() -> None:
    person = AdministratorFactory.create()
    client, issue = client_of(person), issue_draft(person)
    path = reverse("newsletter:desk_issue", args=[issue.public_id])
    tab = Tab(client, path)
    typed = {bound.html_name: str(bound.value() or "") for bound in tab.form()}
    tab.save(**typed | {"introduction": WORDS})
    assert tab.form()["introduction"].value() == WORDS
    assert (tab.submit(**typed | {"introduction": WORDS}).status_code, Draft.objects.count()) == (302, 0)
