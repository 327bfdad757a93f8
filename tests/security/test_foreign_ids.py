"""A form that names what is another agency's: refused or not understood, and nothing of theirs is touched or attached."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import Agency
from rehearsal.factories.training import OfficerFactory
from tests.agencies.test_access import PROFILE
from tests.clients import AgencyClient, agency_page
from tests.security.tenant import NOTED, Tenant, state_of_all
from training.models import Course, Officer, TrainingRecord

pytestmark = pytest.mark.django_db
DAY = "2024-05-02"


@pytest.fixture
def mine(db: None) -> Tenant:
    return Tenant()


@pytest.fixture
def theirs(mine: Tenant) -> Tenant:
    tenant = Tenant()
    Officer.objects.filter(pk=tenant.officer.pk).update(ref="ONLY-THEIRS", name="Theirs Alone")
    Course.objects.filter(pk=tenant.course.pk).update(title="Only Theirs: a course")
    return tenant


def _lead(tenant: Tenant) -> Client:
    client = AgencyClient()
    client.force_login(tenant.lead.user)
    return client


def _names(theirs: Tenant) -> list[str]:
    """Every way in which a form could name a course or officer of theirs."""
    return [str(theirs.course.pk), theirs.course.public_id, theirs.course.code, "Only Theirs: a course"]


RECORD = {"completed_on": DAY, "hours": "8", "status": "completed", "delivery": "in_person"}
CLASS = {
    "reference": "A",
    "starts_on": DAY,
    "ends_on": DAY,
    "delivery": "in_person",
    "refs": "P1",
    "hours": "8",
}
FORMS = [
    "training:record_add",
    "training:record_edit",
    "training:offering_add",
    "training:offering_edit",
    "training:class_list",
]


@pytest.mark.parametrize("name", FORMS)
def test_a_course_of_theirs_is_none_to_choose(name: str, mine: Tenant, theirs: Tenant) -> None:
    client, before = _lead(mine), state_of_all(*NOTED)
    path = mine.at(name) if name in {"training:offering_add", "training:class_list"} else mine.path(name)
    for named in _names(theirs):
        answer = client.post(path, {**RECORD, **CLASS, "course": named, "version": "0"})

        assert answer.status_code in {200, 409, 422}
        assert "Only Theirs" not in client.get(path, {"course": named}).content.decode().replace(named, "")
    assert state_of_all(*NOTED) == before


def test_an_officer_of_theirs_is_enrolled_and_credited_by_nobody_else(mine: Tenant, theirs: Tenant) -> None:
    client, before = _lead(mine), state_of_all(*NOTED)
    number = theirs.officer.pk
    answers = [
        client.post(mine.path("training:offering_enroll"), {"refs": "ONLY-THEIRS"}),
        client.post(agency_page("training:class_list"), {**RECORD, "course": mine.course.pk, "refs": "ONLY-THEIRS"}),
        client.post(agency_page("training:offering_unenroll", args=[mine.offering.pk, number])),
        client.post(agency_page("training:offering_unenroll", args=[theirs.offering.pk, mine.officer.pk])),
        client.post(mine.path("training:offering_credit"), {"status": "completed", "roll": str(number), f"missed-{number}": "1"}),
    ]  # fmt: skip

    assert {answer.status_code for answer in answers} <= {200, 404, 409, 422}
    assert "Theirs Alone" not in "".join(answer.content.decode() for answer in answers)
    assert state_of_all(*NOTED) == before


def test_fields_that_no_form_has_change_nothing(mine: Tenant, theirs: Tenant) -> None:
    """Mass assignment: every column of the thing, and of whom it belongs to."""
    client = _lead(mine)
    extra = {
        "id": theirs.officer.pk, "pk": theirs.officer.pk, "agency": theirs.agency.pk, "agency_id": theirs.agency.pk,
        "public_id": theirs.agency.public_id, "is_suspended": "on", "created_at": "2001-01-01", "locked_at": "",
        "state": "approved", "role": "lead", "is_staff": "on", "staff_role": "administrator", "is_superuser": "on",
    }  # fmt: skip
    sent = {"ref": "NEW-1", "name": "Newcomer", "rank": "", "is_sworn": "yes", "version": "0", **extra}
    before = list(Officer.objects.filter(agency=theirs.agency).values())
    client.post(agency_page("training:officer_add"), sent)
    client.post(agency_page("agencies:profile"), {**PROFILE, "name": "Mine", **extra})
    client.post(reverse("accounts:profile"), {"name": "Me", **extra})
    mine.lead.refresh_from_db()

    assert OfficerFactory._meta.model.objects.get(ref="NEW-1").agency == mine.agency
    assert list(Officer.objects.filter(agency=theirs.agency).values()) == before
    assert (mine.lead.agency.name, mine.lead.agency.is_suspended, mine.lead.agency.pk) == (
        "Mine",
        False,
        mine.agency.pk,
    )
    assert (mine.lead.user.staff_role, mine.lead.user.is_staff, mine.lead.user.is_superuser) == (
        "",
        False,
        False,
    )


def test_the_same_forms_take_what_is_ones_own(mine: Tenant) -> None:
    """The control: with one's own officer and course they do their work."""
    client = _lead(mine)
    added = client.post(
        mine.path("training:record_add"), {**RECORD, "course": mine.record.course.pk, "hours": "40"}
    )

    assert added.status_code == 302
    assert TrainingRecord.objects.filter(officer=mine.officer, completed_on=date(2024, 5, 2)).count() == 1
    assert Agency.objects.filter(pk=mine.agency.pk).exists()
