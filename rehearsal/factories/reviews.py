"""Completions that wait for the IACP, with all that a decision needs."""

from datetime import date
from typing import Any

from documents.models import PresidentTerm
from pledges.lifecycle import State
from pledges.models import Completion
from rehearsal.factories.pledges import PledgeFactory, member, submitted


def waiting_completion(**agency: Any) -> Completion:
    """A completion that meets everything, sent by an agency with a lead, and a President in office to sign for the IACP.

    Keyword arguments are fields of the agency.
    """
    PresidentTerm.objects.get_or_create(name="Casey Morgan", from_on=date(2020, 1, 1))
    fields = {f"agency__{name}": value for name, value in agency.items()}
    pledge = PledgeFactory.create(state=State.SUBMITTED.value, **fields)
    member(pledge.agency)
    return submitted(pledge)
