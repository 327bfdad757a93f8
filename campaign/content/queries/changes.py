"""When what the campaign's pages show last changed, for those who keep a copy of them."""

from datetime import datetime

from django.db.models import Max, Model

from campaign.content.models import (
    Association,
    ClassListing,
    LearningSite,
    Milestone,
    Note,
    Post,
    Question,
    Resource,
    Spotlight,
    Statistic,
    Supporter,
)


def questions() -> datetime | None:
    """The latest change to a question; None without any. A row that stops being shown is a change as well."""
    return _latest(Question)


def reasons() -> datetime | None:
    """The latest change to a figure or its source."""
    return _latest(Statistic, Note)


def history() -> datetime | None:
    """The latest change to a milestone."""
    return _latest(Milestone)


def resources() -> datetime | None:
    """The latest change to the library."""
    return _latest(Resource)


def learning_sites() -> datetime | None:
    """The latest change to a learning site."""
    return _latest(LearningSite)


def supporters() -> datetime | None:
    """The latest change to a supporter or a partnering association."""
    return _latest(Supporter, Association)


def spotlights() -> datetime | None:
    """The latest change to a story of the spotlight."""
    return _latest(Spotlight)


def news() -> datetime | None:
    """The latest change to a post."""
    return _latest(Post)


def classes() -> datetime | None:
    """The latest change to a class listing."""
    return _latest(ClassListing)


def posts() -> list[tuple[str, datetime]]:
    """The slug of each post that visitors see, and when it last changed."""
    return list(Post.objects.shown().order_by("pk").values_list("slug", "updated_at"))


def stories() -> list[tuple[str, datetime]]:
    """Each published story's slug, and when it last changed."""
    return list(Spotlight.objects.shown().order_by("pk").values_list("slug", "updated_at"))


def _latest(*models: type[Model]) -> datetime | None:
    moments = [model._default_manager.aggregate(last=Max("updated_at"))["last"] for model in models]
    return max((moment for moment in moments if moment), default=None)
