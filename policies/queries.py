"""What is read of policies."""

from datetime import date, timedelta

from django.db.models import QuerySet

from agencies.models import Agency
from policies.models import Policy

# How long before its date a review is announced.
REVIEW_NOTICE = timedelta(days=60)


def for_agency(agency: Agency) -> QuerySet[Policy]:
    """All of an agency's policies, retired ones too, each with its components and file."""
    return Policy.objects.filter(agency=agency).select_related("file").prefetch_related("components")


def for_reviewer() -> QuerySet[Policy]:
    """Every agency's policies, for people whom the caller has found to be reviewers."""
    return Policy.objects.select_related("agency", "file").prefetch_related("components")


def same_policy_in_force(agency: Agency, title: str, adopted_on: date | None) -> Policy | None:
    """The agency's policy of this title, adopted on this day, that isn't retired."""
    return (
        for_agency(agency).filter(title__iexact=title, adopted_on=adopted_on, retired_on__isnull=True).first()
    )
