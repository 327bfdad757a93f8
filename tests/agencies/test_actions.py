"""What happens to agencies: what is written, recorded and posted, and what is refused."""

import pytest
import time_machine

from agencies import actions
from agencies.models import Agency, Membership
from audit.labels import labeled
from audit.models import Entry
from common.problems import Conflict, Refused
from outbox.models import Message
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import AgencyFactory, lead_of
from tests.trail import verbs

pytestmark = pytest.mark.django_db
Role = Membership.Role
PLACE = {"country": "US", "region": "US-GA", "city": "Springfield"}


def test_register_tidies_and_records() -> None:
    agency = actions.register(by=None, name="  Springfield PD ", ori="ga0440200", **PLACE)
    saved = Agency.objects.get()
    assert (saved.name, saved.ori, saved.version) == ("Springfield PD", "GA0440200", 1)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor_ref, entry.agency_ref, entry.details) == (
        "agencies.registered",
        None,
        agency.pk,
        {},
    )


def test_register_takes_agencies_of_the_same_name_but_not_of_the_same_ori() -> None:
    for ori in ("GA0440200", "", "", "GA0440300"):
        actions.register(by=None, name="Springfield PD", ori=ori, **PLACE)
    with pytest.raises(Refused) as refusal:
        actions.register(by=None, name="Another", ori="ga0440200", **PLACE)
    assert refusal.value.field == "ori"
    assert (Agency.objects.count(), len(verbs())) == (4, 4)


def test_release_ori_lets_the_real_agency_register() -> None:
    agency = actions.register(by=None, name="Prank PD", ori="GA0440200", **PLACE)
    for _ in range(2):
        actions.release_ori(agency=agency, by=ReviewerFactory())
    actions.register(by=None, name="Springfield PD", ori="GA0440200", **PLACE)
    assert verbs() == ["agencies.registered", "agencies.ori_released", "agencies.registered"]


@pytest.mark.parametrize("field", ["is_suspended", "id", "public_id", "version", "evidence_mode", "nonsense"])
def test_register_takes_no_other_fields(field: str) -> None:
    with pytest.raises(TypeError):
        actions.register(by=None, name="Springfield PD", **{field: 1})
    assert not Agency.objects.exists()


def test_update_profile_writes_what_differs_and_names_the_fields() -> None:
    agency = AgencyFactory(name="Old", city="Springfield")
    by = lead_of(agency)
    after = actions.update_profile(
        agency=agency, version=1, changes={"name": "New", "city": "Springfield", "sworn": 41}, by=by
    )
    assert (after.name, after.sworn, after.version) == ("New", 41, 2)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor_ref, entry.details) == (
        "agencies.profile_changed",
        by.pk,
        {"fields": ["name", "sworn"]},
    )


def test_update_profile_without_a_difference_leaves_no_trace() -> None:
    agency = AgencyFactory(name="Old")
    after = actions.update_profile(agency=agency, version=1, changes={"name": " Old "}, by=lead_of(agency))
    assert (after.version, verbs()) == (1, [])


def test_update_profile_with_an_old_version_says_who_changed_it_and_when() -> None:
    agency = AgencyFactory(name="Old")
    ana = lead_of(agency, name="Ana Diaz")
    with time_machine.travel("2026-03-02T14:03:00-05:00", tick=False):
        actions.update_profile(agency=agency, version=1, changes={"name": "Ana's"}, by=ana)
    for _ in range(3):
        with pytest.raises(Conflict) as conflict:
            actions.update_profile(
                agency=agency, version=1, changes={"name": "Bo's", "sworn": 1}, by=lead_of(agency)
            )
    assert str(conflict.value) == (
        "Ana Diaz saved a change on March 2, 2026 at 2:03 p.m., after you opened this page."
    )
    saved = Agency.objects.get()
    assert (saved.name, saved.sworn, saved.version) == ("Ana's", 40, 2)


def test_update_profile_refuses_another_agencys_ori() -> None:
    AgencyFactory(ori="GA0440200")
    agency = AgencyFactory()
    with pytest.raises(Refused) as refusal:
        actions.update_profile(agency=agency, version=1, changes={"ori": "ga0440200"}, by=lead_of(agency))
    assert (refusal.value.field, isinstance(refusal.value, Conflict)) == ("ori", False)
    assert actions.update_profile(agency=agency, version=1, changes={"ori": ""}, by=lead_of(agency)).ori == ""


def test_switching_to_pseudonyms_asks_once_for_the_names_to_be_removed() -> None:
    agency = AgencyFactory()
    by = lead_of(agency)
    for version, value in ((1, True), (2, True), (2, False)):
        actions.update_profile(agency=agency, version=version, changes={"pseudonymous": value}, by=by)
    assert list(Message.objects.values_list("kind", "payload")) == [
        ("training.forget_names", {"agency_id": agency.pk})
    ]


def test_every_verb_has_words() -> None:
    assert {verb for verb in labeled() if verb.startswith("agencies.")} == {
        f"agencies.{verb}"
        for verb in (
            "admitted registered profile_changed ori_released invited invitation_revoked joined role_changed member_removed "
            "lead_appointed one_lead_is_enough letterhead_set "
            "suspended unsuspended identity_requested identity_withdrawn identity_approved identity_declined "
            "identity_corrected agency_added agency_changed agency_deleted invitation_added invitation_changed "
            "invitation_deleted"
        ).split()
    }
