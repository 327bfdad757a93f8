"""Courses, officers, records and what else the training needs to be tested with."""

from datetime import date, timedelta
from decimal import Decimal

import factory

from rehearsal.factories.agencies import AgencyFactory
from training.models import (
    Course,
    EquivalencyRequest,
    HeadCount,
    Offering,
    OfferingSession,
    Officer,
    TrainingRecord,
)


class CourseFactory(factory.django.DjangoModelFactory[Course]):
    """A course of the catalogue: CIT unless another ``code`` is given; one that isn't there yet is made, recognized."""

    class Meta:
        model = Course
        django_get_or_create = ("code",)

    code = "CIT"
    title = factory.LazyAttribute(lambda course: f"Course {course.code}")
    track = factory.LazyAttribute(lambda course: "mhfa" if course.code.startswith("MHFA") else "cit")
    hours = factory.LazyAttribute(lambda course: Decimal(8 if course.track == "mhfa" else 40))
    standing = Course.Standing.RECOGNIZED


class OfficerFactory(factory.django.DjangoModelFactory[Officer]):
    """A sworn officer, hired in 2015."""

    class Meta:
        model = Officer

    agency = factory.SubFactory(AgencyFactory)
    ref = factory.Sequence(lambda n: f"P{n:05}")
    name = factory.Sequence(lambda n: f"Officer {n}")
    hired_on = date(2015, 3, 1)


class RecordFactory(factory.django.DjangoModelFactory[TrainingRecord]):
    """A completed course of its own full length, in 2024."""

    class Meta:
        model = TrainingRecord

    agency = factory.SelfAttribute("officer.agency")
    officer = factory.SubFactory(OfficerFactory)
    course = factory.SubFactory(CourseFactory)
    hours = factory.SelfAttribute("course.hours")
    completed_on = factory.Sequence(lambda n: date(2024, 1, 1) + timedelta(days=n % 300))


class OfferingFactory(factory.django.DjangoModelFactory[Offering]):
    """A class of one day."""

    class Meta:
        model = Offering

    agency = factory.SubFactory(AgencyFactory)
    course = factory.SubFactory(CourseFactory, code="MHFA")
    reference = factory.Sequence(lambda n: f"Class {n}")
    starts_on = date(2024, 5, 1)
    ends_on = date(2024, 5, 1)
    seats = 20


class SessionFactory(factory.django.DjangoModelFactory[OfferingSession]):
    """A session of eight hours."""

    class Meta:
        model = OfferingSession

    offering = factory.SubFactory(OfferingFactory)
    number = 1
    held_on = date(2024, 5, 1)
    hours = Decimal(8)


class HeadCountFactory(factory.django.DjangoModelFactory[HeadCount]):
    """Forty sworn, all trained."""

    class Meta:
        model = HeadCount

    agency = factory.SubFactory(AgencyFactory)
    as_of = date(2024, 6, 1)
    sworn = 40
    cit = 8
    mhfa_without_cit = 32


class EquivalencyRequestFactory(factory.django.DjangoModelFactory[EquivalencyRequest]):
    """An open request about a course that the agency proposed."""

    class Meta:
        model = EquivalencyRequest

    agency = factory.SubFactory(AgencyFactory)
    course = factory.SubFactory(
        CourseFactory,
        code=factory.Sequence(lambda n: f"LOCAL-{n}"),
        standing=Course.Standing.PENDING,
        proposed_by=factory.SelfAttribute("..agency"),
    )
