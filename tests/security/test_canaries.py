"""Words that belong to one agency, followed through the portal: they come out where they belong and nowhere else."""

import json
import logging
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client

from agencies.models import Membership
from outbox.dispatch import deliver_due
from rehearsal.factories.accounts import EditorFactory
from rehearsal.factories.training import OfficerFactory
from tests.clients import AgencyClient, agency_page
from tests.public import routes as public
from tests.security.tenant import NAMELESS, OBJECTS, Tenant, routes

pytestmark = pytest.mark.django_db

OFFICER, RANK, WORDS, CONTACT = "Xanthippe Quillfeather", "Zugführerin", "Nightjar clause", "Ottoline Vane"
CANARIES = (OFFICER, RANK, WORDS, CONTACT)
# Where an agency's own words may lie; everything else in the database holds none of them.
THEIR_PLACE = {
    "training.Officer",
    "partnerships.Partnership",
    "partnerships.PartnershipContact",
    "policies.Policy",
}


@pytest.fixture
def theirs(db: None) -> Tenant:
    """An agency whose officer, partner and policy have names like no one else's, put in through its own pages."""
    tenant = Tenant()
    client = AgencyClient()
    client.force_login(tenant.lead.user)
    officer = {"ref": "Q-1", "name": OFFICER, "rank": RANK, "is_sworn": "yes", "version": "0"}
    assert client.post(agency_page("training:officer_add"), officer).status_code == 302
    tenant.partnership.nature = WORDS
    tenant.partnership.save(update_fields=["nature"])
    tenant.partnership.contacts.update(name=CONTACT)
    tenant.policy.title = WORDS
    tenant.policy.save(update_fields=["title"])
    return tenant


def _said(client: Client, path: str) -> str:
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace") + json.dumps(dict(answer.headers))


def _held(texts: dict[str, str]) -> dict[str, list[str]]:
    found = {where: [word for word in CANARIES if word in text] for where, text in texts.items()}
    return {where: words for where, words in found.items() if words}


def _all_addresses(mine: Tenant) -> list[str]:
    """Every address of an agency's own pages, filled in with one's own things."""
    found = [
        mine.path(route.name) if route.parts else mine.at(route.name)
        for route in routes()
        if not route.is_public
        and (route.is_of_agency or route.path.startswith(("documents/", "account/")))
        and (route.name in OBJECTS or not route.parts)
    ]
    return [*found, *(mine.at(name, ["csv"]) for name in NAMELESS if name.startswith("training:"))]


def test_the_canaries_can_be_seen_by_their_own(theirs: Tenant) -> None:
    """The control: where they belong, they are found."""
    client = AgencyClient()
    client.force_login(theirs.lead.user)
    pages = {path: _said(client, path) for path in _all_addresses(theirs)}

    assert {word for words in _held(pages).values() for word in words} == set(CANARIES)


def test_no_other_agency_sees_them(theirs: Tenant) -> None:
    mine = Tenant()
    client = AgencyClient()
    client.force_login(mine.lead.user)

    assert _held({path: _said(client, path) for path in _all_addresses(mine)}) == {}


def test_the_public_and_a_content_editor_see_none_of_them(theirs: Tenant) -> None:
    addresses = public.paths(public.build_world())
    addresses += [
        f"/agencies/{theirs.agency.public_id}/",
        "/agencies.csv",
        "/agencies.json",
        "/agencies.geojson",
    ]
    addresses += [
        f"/api/v1/agencies/{theirs.agency.public_id}",
        "/feeds/pledges.atom",
        "/admin/",
        f"/agency/{theirs.agency.public_id}/",
        "/desk/",
    ]
    editor = AgencyClient()
    editor.force_login(EditorFactory.create())
    for client in (AgencyClient(), editor):
        assert _held({path: _said(client, path) for path in addresses}) == {}


def test_they_lie_in_no_other_table_and_go_out_in_no_message(theirs: Tenant, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    deliver_due()
    rows = {
        model._meta.label: repr(list(model._default_manager.values_list()))
        for model in apps.get_models()
        if model._meta.managed and model._meta.label not in THEIR_PLACE
    }
    letters = {str(message.subject): str(message.message()) for message in mail.outbox}

    assert _held({**rows, **letters, "log": caplog.text}) == {}


def test_a_role_that_was_taken_away_sees_them_no_more(theirs: Tenant) -> None:
    client = AgencyClient()
    client.force_login(theirs.viewer.user)
    path = agency_page("training:officers")
    assert OFFICER in _said(client, path)
    Membership.objects.filter(pk=theirs.viewer.pk).delete()

    assert OFFICER not in _said(client, path)
    assert OfficerFactory._meta.model.objects.filter(name=OFFICER).exists()
