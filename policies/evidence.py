"""Policies as evidence: what the engine judges, what papers and the desk say beside it, and what a reviewer will ask."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from common.days import on_paper
from common.text import folded, page_reference
from evidence.components import Component, Detail
from evidence.source import Described, Source
from policies import queries
from policies.models import EarlierPolicy, Policy, PolicyComponent

Kind = PolicyComponent.Kind


def terms_of(earlier: EarlierPolicy) -> tuple[Detail, ...]:
    """What was recorded of a policy's text before it was revised."""
    row: Policy = earlier.as_row()
    # In the order of the model policy: databases keep the keys of JSON in orders of their own.
    stated, left_out = (_in_order(earlier.said.get(name, {})) for name in ("components", "left_out"))
    since = row.in_force_since
    details = [Detail(_("Policy"), row.full_title)]
    details += [Detail(_("In force since"), on_paper(since))] if since is not None else []
    details += _days(row)
    if stated:
        parts = (
            f"{kind.label} ({page_reference(pages)})" if pages else str(kind.label) for kind, pages in stated
        )
        details.append(Detail(_("Components"), "; ".join(parts)))
    if left_out:
        reasons = (f"{kind.label}: {reason}" for kind, reason in left_out)
        details.append(Detail(_("Left out"), "; ".join(reasons)))
    return tuple(details)


def _in_order(texts: dict[str, str]) -> list[tuple[Kind, str]]:
    return [(kind, texts[kind.value]) for kind in Kind if kind.value in texts]


def needs_adoption(row: Policy) -> bool:
    """Whether another head of the agency than the present one adopted a policy, as far as is known, and this one hasn't."""
    head = folded(row.agency.head_name)
    return bool(head and row.adopted_by and head != folded(row.adopted_by)) and not _has_adopted(row)


def _describe(row: Policy) -> Described:
    answers = {component.kind: component for component in row.components.all()}
    parts, absent = [], []
    for kind in Kind:
        found = answers.get(kind.value)
        if found is not None and found.is_stated:
            parts.append(Component(str(kind.label), found.pages, kind.is_recommended))
        else:
            reason = found.reason if found is not None else ""
            absent.append(Component(str(kind.label), "", kind.is_recommended, reason))
    return Described(
        parts=tuple(parts),
        copy=row.full_title if row.file else "",
        file=row.file,
        file_name=row.file_name,
        absent=tuple(absent),
        details=tuple(_details(row)),
    )


def _details(row: Policy) -> Iterator[Detail]:
    yield from _days(row)
    if row.review_on is not None:
        yield Detail(_("Next review"), on_paper(row.review_on))
    for adoption in row.adoptions.all():
        head = " ".join(filter(None, [adoption.head_title, adoption.head_name]))
        said = {"day": on_paper(adoption.adopted_on), "statement": adoption.statement}
        yield Detail(_("Adopted again by %(head)s") % {"head": head}, _("%(day)s: “%(statement)s”") % said)


def _days(row: Policy) -> Iterator[Detail]:
    """When it was adopted and by whom, where that is more than the day from which it is in force."""
    if row.adopted_on is not None and row.adopted_on != row.in_force_since:
        yield Detail(_("Adopted"), on_paper(row.adopted_on))
    if row.adopted_by:
        yield Detail(_("Adopted by"), row.adopted_by)


def _asks(row: Policy, day: date) -> tuple[str, ...]:
    """What is unknown stays unknown, and is asked; a policy of an earlier head isn't taken for the present one's."""
    found, name = [], {"name": row.full_title}
    if not row.adopted_by and not _has_adopted(row):
        found.append(_("Enter who adopted %(name)s.") % name)
    elif needs_adoption(row):
        text = _("%(name)s was adopted by %(before)s. %(head)s can adopt it by a short statement.")
        found.append(text % {**name, "before": row.adopted_by, "head": row.agency.head_name})
    if row.review_on is not None and row.review_on < day:
        text = _("The review of %(name)s was due on %(day)s. Enter the next review, or the revision.")
        found.append(text % {**name, "day": on_paper(row.review_on)})
    return tuple(found)


def _has_adopted(row: Policy) -> bool:
    head = folded(row.agency.head_name)
    return any(head and folded(adoption.head_name) == head for adoption in row.adoptions.all())


SOURCE = Source(Policy, queries.for_agency, queries.fact_of, _describe, _asks)
