"""What is read of policies."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from agencies.models import Agency
from compliance import facts
from compliance.editions import EVIDENCE
from evidence.queries import Status, status
from policies.models import Policy, PolicyComponent


@dataclass(frozen=True, slots=True)
class Listed(Status):
    """A policy on a list.

    ``components`` are those that it states; ``missing`` the labels of the others, for the reader to think about.
    """

    policy: Policy
    components: tuple[PolicyComponent, ...]
    missing: tuple[str, ...]


def listing(agency: Agency, *, today: date) -> list[Listed]:
    """An agency's policies as a page shows them, retired ones last, in two queries."""
    entries = [_listed(policy, today) for policy in for_agency(agency)]
    return sorted(entries, key=lambda entry: entry.has_ended)


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


def fact_of(row: Policy) -> facts.Policy:
    """A policy as the engine judges it."""
    return facts.Policy(
        ref=row.public_id,
        title=row.title,
        adopted_on=row.adopted_on,
        retired_on=row.retired_on,
        components=tuple(component.kind for component in row.components.all()),
    )


def _listed(row: Policy, today: date) -> Listed:
    found = status(EVIDENCE["policies"], fact_of(row), row.review_on, today)
    components = tuple(row.components.all())
    stated = {component.kind for component in components}
    missing = tuple(str(kind.label) for kind in PolicyComponent.Kind if kind.value not in stated)
    return Listed(found.has_ended, found.lacks, found.review, row, components, missing)
