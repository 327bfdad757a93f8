"""What is read of policies."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from agencies.models import Agency
from agencies.review_dates import review_state
from policies.models import Policy, PolicyComponent


@dataclass(frozen=True, slots=True)
class Listed:
    """A policy on a list. ``lacks`` names what keeps it from counting; ``review`` is ``due``, ``overdue`` or empty.

    ``components`` are those that it states; ``missing`` the labels of the others, for the reader to think about.
    """

    policy: Policy
    is_retired: bool
    lacks: tuple[str, ...]
    review: str
    components: tuple[PolicyComponent, ...]
    missing: tuple[str, ...]

    @property
    def counts(self) -> bool:
        return not self.is_retired and not self.lacks


def listing(agency: Agency, *, today: date) -> list[Listed]:
    """An agency's policies as a page shows them, retired ones last, in two queries."""
    entries = [_listed(policy, today) for policy in for_agency(agency)]
    return sorted(entries, key=lambda entry: entry.is_retired)


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


def _listed(policy: Policy, today: date) -> Listed:
    """What the requirement asks of a policy: a day of adoption that has come, and main components stated."""
    components = tuple(policy.components.all())
    lacks = []
    if policy.adopted_on is None or policy.adopted_on > today:
        lacks.append("adopted_on")
    if not components:
        lacks.append("components")
    is_retired = policy.retired_on is not None and policy.retired_on <= today
    stated = {component.kind for component in components}
    return Listed(
        policy=policy,
        is_retired=is_retired,
        lacks=tuple(lacks),
        review="" if is_retired else review_state(policy.review_on, today),
        components=components,
        missing=tuple(str(kind.label) for kind in PolicyComponent.Kind if kind.value not in stated),
    )
