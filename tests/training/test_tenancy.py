"""No row of the training joins two agencies: the database refuses, whatever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agencies.models import Agency
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.training import CourseFactory, OfferingFactory, OfficerFactory, RecordFactory
from training.models import Offering, Officer, TrainingRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(db: None) -> Agency:
    return AgencyFactory.create()


def record_of(officer: Officer, agency: Agency, offering: Offering | None = None) -> TrainingRecord:
    return TrainingRecord(
        agency=agency,
        officer=officer,
        course=CourseFactory.create(),
        offering=offering,
        hours=40,
        completed_on=date(2024, 1, 1),
    )


def test_record_of_another_agencys_officer_is_refused(stranger: Agency) -> None:
    officer = OfficerFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        record_of(officer, stranger).save()
    assert TrainingRecord.objects.count() == 0


def test_one_wrong_record_among_many_refuses_them_all(stranger: Agency) -> None:
    right, wrong = OfficerFactory.create(), OfficerFactory.create()
    rows = [record_of(right, right.agency), record_of(wrong, stranger)]
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingRecord.objects.bulk_create(rows)
    assert TrainingRecord.objects.count() == 0


def test_record_of_another_agencys_class_is_refused(stranger: Agency) -> None:
    officer = OfficerFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        record_of(officer, officer.agency, OfferingFactory.create(agency=stranger)).save()
    assert TrainingRecord.objects.count() == 0


@pytest.mark.parametrize("field", ["agency", "officer", "offering"])
def test_record_never_moves_to_another_agency(stranger: Agency, field: str) -> None:
    record = RecordFactory.create()
    others = {
        "agency": stranger,
        "officer": OfficerFactory.create(agency=stranger),
        "offering": OfferingFactory.create(agency=stranger),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingRecord.objects.filter(pk=record.pk).update(**{field: others[field]})


@pytest.mark.parametrize("factory", [OfficerFactory, OfferingFactory])
def test_officers_and_classes_stay_with_their_agency(stranger: Agency, factory: type) -> None:
    row = factory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(agency=stranger)


def test_record_moves_within_its_agency() -> None:
    record = RecordFactory.create()
    offering = OfferingFactory.create(agency=record.agency)
    assert TrainingRecord.objects.filter(pk=record.pk).update(offering=offering) == 1
