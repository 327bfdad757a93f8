"""The facts file that the rule shows as its example, and changed copies of it."""

import json
from typing import Any

import pytest

from compliance.facts import Facts
from compliance.refusals import Problem, Refused

EXAMPLE: dict[str, Any] = {
    "as_of": "2025-06-15",
    "edition": "2022",
    "currency": "advisory",
    "declared_sworn": None,
    "officers": [
        {
            "ref": "P001",
            "sworn": True,
            "hired_on": "2019-04-01",
            "separated_on": None,
            "on_leave_since": None,
            "excluded_because": None,
        }
    ],
    "courses": [
        {
            "code": "CIT",
            "track": "cit",
            "hours": 40,
            "standing": "recognized",
            "valid_months": None,
            "refresher": False,
        }
    ],
    "records": [
        {
            "officer": "P001",
            "course": "CIT",
            "hours": 40,
            "completed_on": "2024-03-01",
            "offering": None,
            "status": "completed",
            "delivery": "in_person",
            "expires_on": None,
        }
    ],
    "headcount": None,
    "partnerships": [
        {
            "ref": "1",
            "organization": "County Behavioral Health",
            "nature": "co-response",
            "started_on": "2023-01-05",
            "ended_on": None,
        }
    ],
    "policies": [
        {
            "ref": "1",
            "title": "GO 12-4",
            "adopted_on": "2023-02-01",
            "retired_on": None,
            "components": ["purpose", "response"],
        }
    ],
}


def problems(source: str | bytes) -> list[Problem]:
    with pytest.raises(Refused) as refused:
        Facts.from_json(source)
    return list(refused.value.problems)


def changed(**parts: Any) -> str:
    return json.dumps(EXAMPLE | parts)


def with_part(group: str, **change: Any) -> str:
    return changed(**{group: [EXAMPLE[group][0] | change]})
