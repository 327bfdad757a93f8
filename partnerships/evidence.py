"""Partnerships as evidence: what the engine judges, what papers and the desk say beside it, and what a reviewer will ask."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.days import on_paper
from evidence.components import Detail
from evidence.source import Described, Source
from partnerships import queries
from partnerships.models import EarlierMemorandum, Partnership

_AUTOMATIC = Partnership.Renewal.AUTOMATIC.value


def memorandum_of(row: Partnership) -> str:
    """What is recorded of the memorandum that stands, in a line; empty where nothing is."""
    return "; ".join(_terms(row))


def terms_of(earlier: EarlierMemorandum) -> tuple[Detail, ...]:
    """What was recorded of a memorandum before it was replaced."""
    line = memorandum_of(earlier.as_row())
    return (Detail(_("Terms"), line),) if line else ()


def _describe(row: Partnership) -> Described:
    name = row.organization.name
    copy = _("Agreement with %(organization)s") % {"organization": name} if row.mou else ""
    ends = row.mou_expires_on if row.mou_renewal != _AUTOMATIC else None
    return Described(
        copy=copy, file=row.mou, file_name=row.mou_name, details=tuple(_details(row)), expires_on=ends
    )


def _details(row: Partnership) -> Iterator[Detail]:
    if row.organization.kind:
        yield Detail(_("Kind of organization"), row.organization.get_kind_display())
    if row.services:
        labels = dict(Partnership.Service.choices)
        yield Detail(_("Services"), "; ".join(str(labels[service]) for service in row.services))
    if memorandum := memorandum_of(row):
        yield Detail(_("Memorandum of understanding"), memorandum)
    for contact in queries.contacts_of(row):
        yield Detail(_("Contact"), ", ".join(filter(None, [contact.name, contact.role])))
        if reach := ", ".join(filter(None, [contact.email, contact.phone])):
            yield Detail(_("How to reach this contact"), reach, on_paper=False)
    if row.review_on is not None:
        yield Detail(_("Next review"), on_paper(row.review_on), on_paper=False)


def _terms(row: Any) -> Iterator[str]:
    if row.mou_signed_on is not None:
        yield _("signed %(day)s") % {"day": on_paper(row.mou_signed_on)}
    if row.mou_effective_on is not None:
        yield _("in effect from %(day)s") % {"day": on_paper(row.mou_effective_on)}
    if row.mou_expires_on is not None:
        yield _("expires %(day)s") % {"day": on_paper(row.mou_expires_on)}
    if row.mou_renewal == _AUTOMATIC:
        yield _("renews by itself")
    elif row.mou_renewal == Partnership.Renewal.AGREEMENT.value:
        yield _("renewed when both sides agree")
    elif row.mou_renewal == Partnership.Renewal.NONE.value:
        yield _("not renewed")
    if row.mou_notice_days is not None:
        days = ngettext("%(days)s day's notice", "%(days)s days' notice", row.mou_notice_days)
        yield days % {"days": row.mou_notice_days}


def _asks(row: Partnership, day: date) -> tuple[str, ...]:
    """What is unknown stays unknown, and is asked; a memorandum that ran out isn't taken for one that stands."""
    found, name = [], {"name": row.organization.name}
    if not row.organization.kind:
        found.append(_("Say what kind of organization %(name)s is.") % name)
    if not row.services:
        found.append(_("Check which services you and %(name)s provide together.") % name)
    if not row.contacts.all():
        found.append(_("Name a contact at %(name)s.") % name)
    if row.mou is not None and row.mou_signed_on is None:
        found.append(_("Enter when the memorandum with %(name)s was signed.") % name)
    if _has_expired(row, day):
        text = _(
            "The memorandum with %(name)s expired on %(day)s. Renew the memorandum, or correct its dates."
        )
        found.append(text % {**name, "day": on_paper(row.mou_expires_on)})
    return tuple(found)


def _has_expired(row: Partnership, day: date) -> bool:
    expires = row.mou_expires_on
    return expires is not None and expires < day and row.mou_renewal != _AUTOMATIC


def _waits_for(row: Partnership, day: date) -> str:
    """The partner, who signs a memorandum that is to be renewed. Of one that stands, or that has ended, no one waits."""
    has_ended = row.ended_on is not None and row.ended_on <= day
    return row.organization.name if _has_expired(row, day) and not has_ended else ""


SOURCE = Source(Partnership, queries.for_agency, queries.fact_of, _describe, _asks, _waits_for)
