"""The campaign's content to test with. What the migrations seed is there as well."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from campaign.content.models import (
    Association,
    ClassListing,
    Comment,
    LearningSite,
    Milestone,
    Note,
    Post,
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
    """A published statistic with the first note."""

    class Meta:
        model = Statistic

    position = factory.Sequence(lambda n: 20 + n)
    figure = factory.Sequence(lambda n: f"{n} of 100")
    statement = "agencies are examples.[1]"
    is_published = True


class MilestoneFactory(factory.django.DjangoModelFactory[Milestone]):
    """A published milestone."""

    class Meta:
        model = Milestone

    year = 2021
    text = factory.Sequence(lambda n: f"Event {n}")
    is_published = True


class ResourceFactory(factory.django.DjangoModelFactory[Resource]):
    """A published guide for everyone."""

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


class PostFactory(factory.django.DjangoModelFactory[Post]):
    """A post that is published, for everyone, without comments."""

    class Meta:
        model = Post

    slug = factory.Sequence(lambda n: f"post-{n}")
    title = factory.Sequence(lambda n: f"Post {n}")
    teaser = "In short."
    body = "At length."
    published_on = date(2026, 3, 2)
    is_published = True


class CommentFactory(factory.django.DjangoModelFactory[Comment]):
    """A comment that waits."""

    class Meta:
        model = Comment

    post = factory.SubFactory(PostFactory)
    name = "Robin"
    text = factory.Sequence(lambda n: f"Comment {n}")
    form_key = factory.Sequence(lambda n: f"comment-{n}")


class ClassListingFactory(factory.django.DjangoModelFactory[ClassListing]):
    """A published class of one week that starts in a month."""

    class Meta:
        model = ClassListing

    course = ClassListing.Course.CIT
    title = factory.Sequence(lambda n: f"Class {n}")
    provider = "Riverbend Police Department"
    city = "Atlanta"
    region = "US-GA"
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    ends_on = factory.LazyAttribute(lambda row: row.starts_on + timedelta(days=4))
    seats_open = 5
    url = "https://example.org/class"
    is_published = True
