"""What can't be undone is done only once its number or its name was typed."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import timezone

from onemind.access import TABLE
from rehearsal.factories.training import OfficerFactory
from tests.clients import client_of
from tests.security.tenant import NOTED, OBJECTS, Tenant, state_of_all
from training.models import Officer, RosterImport

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Step:
    """What has to be typed for a step of an agency that has one of everything, and what its page says besides."""

    typed: Callable[[Tenant], str]
    says: str = ""


STEPS = {
    "training:names_remove": Step(lambda tenant: str(_named(tenant)), "3 names are removed"),
    "training:roster_purge": Step(lambda tenant: str(_officers(tenant)), "3 officers are deleted for good"),
    "training:officer_delete": Step(lambda tenant: tenant.officer.ref, "deleted for good, with"),
    "training:offering_delete": Step(
        lambda tenant: tenant.offering.reference, "deleted for good, with 1 enrollment"
    ),
    "partnerships:delete": Step(lambda tenant: str(tenant.partnership)),
    "policies:delete": Step(lambda tenant: str(tenant.policy)),
    "roster_import:undo": Step(lambda _tenant: "0", "0 officers and 0 training records"),
    "pledges:withdraw": Step(lambda tenant: tenant.agency.name, "leaves the public directory at once"),
}
# Steps with such a name that can be put right, or that end a single row after a plain question; each with the reason.
PLAIN = {
    "training:record_delete": "one row",
    "training:headcount_delete": "one row",
    "training:equivalency_withdraw": "can be asked again",
    "training:desk_withdraw": "can be approved again",
    "training:desk_leave": "can be decided again",
    "training:offering_unenroll": "can be enrolled again",
    "agencies:identity_withdraw": "can be asked again",
    "agencies:remove": "can be invited again",
    "agencies:revoke": "can be invited again",
    "agencies:leave": "can be invited again",
    "newsletter:leave": "can be signed up again",
    "documents:sign_revoke": "can be sent again",
    "worklist:delete": "one saved list, which can be saved again",
    "roster_import:discard": "nothing was imported yet",
    "register_import:discard": "nothing was imported yet",
    "newsletter:desk_discard": "a draft that no one got",
    "accounts:draft_discard": "one's own words that were never sent",
    "accounts:kept_discard": "words that were not saved",
}
NAMES = (
    "delete",
    "remove",
    "withdraw",
    "revoke",
    "purge",
    "undo",
    "discard",
    "forget",
    "erase",
    "leave",
    "unenroll",
)


def _named(tenant: Tenant) -> int:
    return Officer.objects.filter(agency=tenant.agency).exclude(name="").count()


def _officers(tenant: Tenant) -> int:
    return Officer.objects.filter(agency=tenant.agency).count()


def of_agency() -> Tenant:
    """An agency with one of everything, in which each step can be taken."""
    tenant = Tenant()
    OfficerFactory.create_batch(2, agency=tenant.agency)
    tenant.roster_import.state = RosterImport.State.APPLIED
    tenant.roster_import.applied_at = timezone.now()
    tenant.roster_import.save()
    tenant.offering.records.update(status="scheduled")
    return tenant


def test_every_step_that_sounds_irreversible_is_in_a_table() -> None:
    sounding = {
        name
        for name, row in TABLE.items()
        if row.write is not None and any(word in name.partition(":")[2].split("_") for word in NAMES)
    } - {name for name in TABLE if name.startswith("admin:")}
    assert sounding == {*STEPS, *PLAIN, "documents:revoke", "register_import:undo"}


@pytest.mark.parametrize("name", STEPS)
def test_step_is_refused_until_its_word_is_typed(name: str) -> None:
    tenant, step = of_agency(), STEPS[name]
    client, word = client_of(tenant.lead.user), step.typed(tenant)
    address = tenant.at(name, OBJECTS[name](tenant) if name in OBJECTS else ())
    page = client.get(address).content.decode()
    assert (f"type: {word}" in page, step.says in page, "Cancel" in page) == (True, True, True)

    before = state_of_all(*NOTED)
    for typed in ({}, {"typed": ""}, {"typed": f"{word}1"}, {"typed": "yes"}):
        answer = client.post(address, typed)
        assert (answer.status_code, f"Type “{word}” to confirm" in answer.content.decode()) == (422, True)
        assert state_of_all(*NOTED) == before

    assert client.post(address, {"typed": f" {word.upper()} "}).status_code == 302
    assert state_of_all(*NOTED) != before
