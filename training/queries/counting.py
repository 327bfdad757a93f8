"""The nightly counting of all agencies."""

from training.models import Rejudgement


def last_counting() -> Rejudgement | None:
    """The latest counting of all agencies, done or under way; None before the first night."""
    return Rejudgement.objects.order_by("-as_of").first()
