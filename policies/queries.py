"""What is read of policies."""

from datetime import date

from django.db.models import QuerySet

from agencies.models import Agency
from compliance import facts
from policies.models import EarlierPolicy, Policy, PolicyComponent


def for_agency(agency: Agency) -> QuerySet[Policy]:
    """All of an agency's policies, retired ones too, each with its components, adoptions and file."""
    rows = Policy.objects.filter(agency=agency).select_related("agency", "file")
    return rows.prefetch_related("components", "adoptions")


def earlier_texts(agency: Agency) -> QuerySet[EarlierPolicy]:
    """The texts of an agency's policies that revisions replaced."""
    return EarlierPolicy.objects.filter(entry__agency=agency).select_related("entry", "file")


def same_policy_in_force(agency: Agency, title: str, adopted_on: date | None) -> Policy | None:
    """The agency's policy of this title, adopted on this day, that isn't retired."""
    return (
        for_agency(agency).filter(title__iexact=title, adopted_on=adopted_on, retired_on__isnull=True).first()
    )


def answers_of(policy: Policy) -> tuple[dict[str, str], dict[str, str]]:
    """The components that a policy states, each with its pages, and those that it leaves out, each with the reason."""
    rows: list[PolicyComponent] = list(policy.components.all())
    stated = {row.kind: row.pages for row in rows if row.is_stated}
    return stated, {row.kind: row.reason for row in rows if not row.is_stated}


def fact_of(row: Policy) -> facts.Policy:
    """A policy as the engine judges it: in force from its adoption on, or from the later day on which it took effect."""
    return facts.Policy(
        ref=row.public_id,
        title=row.full_title,
        adopted_on=row.in_force_since,
        retired_on=row.retired_on,
        components=tuple(component.kind for component in row.components.all() if component.is_stated),
    )
