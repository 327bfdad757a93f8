"""The campaign's content to test with. What the migrations seed is there as well."""

import factory

from campaign.models import (
    Association,
    LearningSite,
    Milestone,
    Note,
    Resource,
    Spotlight,
    Statistic,
    Supporter,
)


class NoteFactory(factory.django.DjangoModelFactory[Note]):
    """A published note after the seven."""

    class Meta:
        model = Note

    number = factory.Sequence(lambda n: 20 + n)
    text = factory.Sequence(lambda n: f"Source {n}")
    is_published = True


class StatisticFactory(factory.django.DjangoModelFactory[Statistic]):
    """A published statistic without a note."""

    class Meta:
        model = Statistic

    position = factory.Sequence(lambda n: 20 + n)
    figure = factory.Sequence(lambda n: f"{n} of 100")
    statement = "agencies are examples."
    is_published = True


class MilestoneFactory(factory.django.DjangoModelFactory[Milestone]):
    """A published milestone."""

    class Meta:
        model = Milestone

    year = 2021
    text = factory.Sequence(lambda n: f"Event {n}")
    is_published = True


class ResourceFactory(factory.django.DjangoModelFactory[Resource]):
    """A published guide for everybody."""

    class Meta:
        model = Resource

    title = factory.Sequence(lambda n: f"Guide {n}")
    kind = Resource.Kind.GUIDE
    is_published = True


class LearningSiteFactory(factory.django.DjangoModelFactory[LearningSite]):
    """A published learning site."""

    class Meta:
        model = LearningSite

    name = factory.Sequence(lambda n: f"Site {n}")
    state = "Ohio"
    is_published = True


class SupporterFactory(factory.django.DjangoModelFactory[Supporter]):
    """An approved supporter."""

    class Meta:
        model = Supporter

    name = factory.Sequence(lambda n: f"Supporter {n}")
    city = "Atlanta"
    state = "GA"
    contact_name = "Robin Hale"
    contact_email = "robin.hale@example.org"
    is_published = True


class AssociationFactory(factory.django.DjangoModelFactory[Association]):
    """A published association."""

    class Meta:
        model = Association

    name = factory.Sequence(lambda n: f"Association {n}")
    is_published = True


class SpotlightFactory(factory.django.DjangoModelFactory[Spotlight]):
    """A published story in the archive."""

    class Meta:
        model = Spotlight

    slug = factory.Sequence(lambda n: f"story-{n}")
    title = factory.Sequence(lambda n: f"Story {n}")
    summary = "In one sentence."
    body = "What happened."
    is_published = True
