"""Agencies of the public register to test with: pledged, certified, and certified once."""

from datetime import date
from typing import Any

from documents.models import Document
from pledges.lifecycle import State
from pledges.models import Pledge
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.documents import issued, president
from rehearsal.factories.pledges import PledgeFactory, submitted


def pledged(name: str, state: State = State.ACTIVE, on: date = date(2025, 3, 3), **agency: Any) -> Pledge:
    """A pledge in ``state`` of an agency with this name; keyword arguments are its fields."""
    fields = {f"agency__{field}": value for field, value in agency.items()}
    pledge: Pledge = PledgeFactory.create(state=state.value, pledged_on=on, agency__name=name, **fields)
    return pledge


def certified(name: str, on: date = date(2025, 11, 12), **agency: Any) -> Document:
    """The certificate of an agency that completed its pledge on this day."""
    president()
    pledge = pledged(name, State.COMPLETED, **agency)
    pledge.completed_on = on
    pledge.save(update_fields=["completed_on"])
    return issued(submitted(pledge, state="approved")).certificate


def reviewer() -> Any:
    """Someone who may revoke."""
    return ReviewerFactory.create()
