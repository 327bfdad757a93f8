"""Two agencies in two tabs: what is sent from a page of one never lands in the other, whatever was opened since."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model

from agencies.models import Agency, Membership
from audit.models import Entry
from common.addresses import is_of_agency
from onemind.access import TABLE
from rehearsal.factories.agencies import MembershipFactory
from tests.clients import AgencyClient, client_of
from tests.security.tenant import OBJECTS, Tenant

pytestmark = pytest.mark.django_db

# Addresses that are sent to and don't show the form themselves.
SENT_TO = {name: row for name, row in TABLE.items() if is_of_agency(name) and row.write is not None}
FIELD = re.compile(r'<input[^>]*?name="([^"]+)"[^>]*>')
# What makes a form of ours valid more often than not.
TYPED = {
    "name": "Typed for A", "ref": "A-1", "title": "Typed for A", "partner": "Typed for A", "nature": "co-response",
    "text": "Typed for A", "reason": "Typed for A", "role": "viewer", "email": "typed@example.org", "is_sworn": "yes",
    "kind": "county", "country": "US", "region": "US-GA", "evidence_mode": "roster", "version": "1", "refs": "A-1",
    "completed_on": "2024-05-02", "hours": "40", "sworn": "9", "cit": "3", "mhfa_without_cit": "2", "as_of": "2025-01-02",
    "started_on": "2024-01-01", "adopted_on": "2024-01-01", "confirm": "on", "agree": "on", "status": "completed",
}  # fmt: skip


class Tabs:
    """Someone who leads both agencies, A and B, with a tab for each."""

    def __init__(self) -> None:
        self.a, self.b = Tenant(), Tenant()
        self.client: AgencyClient = client_of(self.a.lead.user)
        MembershipFactory.create(agency=self.b.agency, user=self.a.lead.user, role=Membership.Role.LEAD)

    def page(self, name: str) -> str:
        """A's page, with a thing of A's."""
        return self.a.at(name, OBJECTS[name](self.a) if name in OBJECTS else _choice(name))

    def open(self, path: str) -> dict[str, str]:
        """A's form as a browser holds it: what is hidden in it and what is filled in."""
        answer = self.client.get(path)
        found = FIELD.finditer(answer.content.decode()) if answer.status_code == 200 else ()
        return {match[1]: _value(match[0]) for match in found}

    def open_b(self) -> None:
        """The other tab: B is chosen and its pages are looked at."""
        self.client.get("/agency/")
        for page in ("pledges:overview", "agencies:profile", "agencies:members"):
            assert self.client.get(self.b.at(page)).status_code == 200


def _choice(name: str) -> list[Any]:
    return ["csv"] if TABLE[name].names.name == "CHOICE" else []


def _value(tag: str) -> str:
    found = re.search(r'\bvalue="([^"]*)"', tag)
    return found[1] if found else ""


def of_agency(agency: Agency) -> dict[str, list[Any]]:
    """Every row of every table that belongs to the agency, by the table's name."""
    found = {"agencies.Agency": list(Agency.objects.filter(pk=agency.pk).values())}
    for model in apps.get_models():
        for lookup in _ways(model):
            rows = model._default_manager.filter(**{lookup: agency.pk}).order_by("pk").values()
            found[f"{model._meta.label} by {lookup}"] = list(rows)
    return found


def _ways(model: type[Model]) -> list[str]:
    """How the rows of a model say whose they are: by a column, or by that of what they point to."""
    ways = []
    for field in model._meta.concrete_fields:
        target: Any = field.related_model
        if target is Agency:
            ways.append(field.attname)
        elif isinstance(target, type) and issubclass(target, Model):
            ways += [
                f"{field.name}__{each.attname}"
                for each in target._meta.concrete_fields
                if each.related_model is Agency
            ]
    return ways


@contextmanager
def undone() -> Iterator[None]:
    """Within, what is written is taken back at the end: each form finds both agencies as they were."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_a_form_that_was_opened_for_one_agency_never_lands_in_the_other() -> None:
    tabs, wrong, saved = Tabs(), {}, 0
    forms = {name: tabs.open(tabs.page(name)) for name in SENT_TO}
    tabs.open_b()
    before = of_agency(tabs.b.agency)
    for name, hidden in forms.items():
        with undone():
            known = Entry.objects.filter(agency_ref=tabs.a.agency.pk).count()
            answer = tabs.client.post(
                tabs.page(name), {**hidden, **TYPED, "of_agency": tabs.b.agency.public_id}
            )
            led_to = answer.get("Location", "")
            left_a = led_to.startswith("/agency/") and not led_to.startswith(tabs.a.at("pledges:overview"))
            if of_agency(tabs.b.agency) != before or answer.status_code >= 500 or left_a:
                wrong[name] = (answer.status_code, led_to)
            saved += Entry.objects.filter(agency_ref=tabs.a.agency.pk).count() > known

    assert wrong == {}
    # The control: there are many forms, and in a good part of them what was typed is saved, for A.
    assert (len(SENT_TO) > 50, saved >= 15) == (True, True), saved


def test_a_thing_of_one_agency_is_not_there_at_the_other() -> None:
    """Even for someone who belongs to both: an address of B with a thing of A's."""
    tabs, found = Tabs(), {}
    before = [of_agency(agency) for agency in (tabs.a.agency, tabs.b.agency)]
    named = sorted(name for name in SENT_TO if name in OBJECTS)
    for name in named:
        path = tabs.b.at(name, OBJECTS[name](tabs.a))
        statuses = {tabs.client.get(path).status_code, tabs.client.post(path, TYPED).status_code}
        if statuses not in ({404}, {404, 405}):
            found[name] = statuses

    assert found == {}
    assert [of_agency(agency) for agency in (tabs.a.agency, tabs.b.agency)] == before
