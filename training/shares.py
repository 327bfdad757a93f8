"""An agency's figures beside what its pledge needs of them, as pages draw them."""

from datetime import date
from typing import Any

from agencies.models import Agency
from compliance.editions import Track
from training import figures, queries
from training.editions import edition_of


def shares(agency: Agency, today: date) -> dict[str, Any]:
    """What ``training/_figures.html`` draws: the figures, the day they are of, and what is needed by the pledge's edition."""
    edition = edition_of(agency, today)
    counted = figures.of_agency(agency, today)
    return {
        "figures": counted,
        "counted_on": queries.counted_on(agency, today),
        "cit_needed": edition.crisis_intervention.needed(counted.sworn),
        "aid_needed": edition.first_aid.needed(counted.sworn),
        "cit_covers": Track.CIT in edition.first_aid.tracks,
    }
