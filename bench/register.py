"""A register of 18,000 agencies to measure and look at: generated ones, or the real names of a file."""

# ruff: noqa: S311 - nothing here is a secret

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.models import Agency
from agencies.places import region_by_letters, regions
from audit import trail
from documents.models import Document
from pledges.lifecycle import State
from pledges.models import Completion, Pledge

AGENCIES = 18_000
# Every so many-th is certified already.
CERTIFIED = 9
BATCH = 1_000
_KINDS = {
    "City": Agency.Kind.MUNICIPAL,
    "County": Agency.Kind.COUNTY,
    "State Police": Agency.Kind.STATE,
    "University or College": Agency.Kind.CAMPUS,
    "Tribal": Agency.Kind.TRIBAL,
}
_FIRST = "Oak Maple Cedar River Lake Stone Spring Fair Green Clear North South West East Mill Rock Pine Elm".split()
_LAST = "ville ton field ford wood brook haven dale mont burg port crest ridge view land side hill".split()


def fill(names: Path | None = None) -> int:
    """Put agencies with live pledges into an empty database, each ninth certified; how many there are.

    ``names`` is a CSV with the columns ori, name, type, state. Sizes and days are drawn, the same every time. Nothing goes
    through the actions, so nothing is in the trail but one entry, with which the register's versions begin.
    """
    draw = random.Random(1)
    rows = list(_real(names) if names else _invented(draw))
    agencies = Agency.objects.bulk_create(
        [Agency(decided_sworn=_size(draw), **row) for row in rows], batch_size=BATCH
    )
    pledges = Pledge.objects.bulk_create(
        [_pledge(agency, number, draw) for number, agency in enumerate(agencies)], batch_size=BATCH
    )
    done = [pledge for pledge in pledges if pledge.state == State.COMPLETED.value]
    completions = Completion.objects.bulk_create(
        [
            Completion(pledge=pledge, agency=pledge.agency, state="approved", facts={}, report={})
            for pledge in done
        ],
        batch_size=BATCH,
    )
    Document.objects.bulk_create(
        [_certificate(completion, number) for number, completion in enumerate(completions, start=1)],
        batch_size=BATCH,
    )
    note()
    return len(agencies)


def note() -> None:
    """Put an entry in the trail, with which a version of the register ends and the next begins."""
    agency = Agency.objects.order_by("pk")[0]
    with transaction.atomic():
        trail.record("agencies.registered", by=None, subject=agency, agency=agency)


def _real(names: Path) -> Iterator[dict[str, Any]]:
    with names.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            state = (row["state"] or "").strip()
            name = row["name"].strip()
            kind = _KINDS.get(row["type"], Agency.Kind.OTHER)
            if "Sheriff" in name:
                kind = Agency.Kind.SHERIFF
            city = name.removesuffix(" Police Department") if row["type"] == "City" else ""
            yield {
                "name": name[:160],
                "kind": kind,
                "region": region_by_letters(state),
                "city": city[:80],
                "ori": row["ori"],
            }


def _invented(draw: random.Random) -> Iterator[dict[str, Any]]:
    places = [code for code, _name in regions("US")]
    for number in range(AGENCIES):
        city = f"{draw.choice(_FIRST)}{draw.choice(_LAST)} {draw.choice(_FIRST)}{draw.choice(_LAST)}"
        if not number:
            city = "Uxbridge"  # A word that one name alone holds.
        kind = draw.choice(("Police Department", "Police Department", "Sheriff's Office"))
        yield {
            "name": f"{city} {kind}",
            "kind": Agency.Kind.SHERIFF if "Sheriff" in kind else Agency.Kind.MUNICIPAL,
            "region": draw.choice(places),
            "city": city,
            "ori": f"ZZ{number:07}",
        }


def _size(draw: random.Random) -> int:
    """Half of the agencies have fewer than ten officers, a few have thousands."""
    return max(1, int(draw.lognormvariate(2.3, 1.5)))


def _pledge(agency: Agency, number: int, draw: random.Random) -> Pledge:
    pledged_on = date(2017, 1, 2) + timedelta(days=draw.randrange(3_200))
    completed = number % CERTIFIED == 0
    return Pledge(
        agency=agency,
        edition="2022",
        state=(State.COMPLETED if completed else State.ACTIVE).value,
        pledged_on=pledged_on,
        verified_at=timezone.now(),
        completed_on=pledged_on + timedelta(days=300) if completed else None,
        coordinator_name="-",
        coordinator_email="measured@example.org",
    )


def _certificate(completion: Completion, number: int) -> Document:
    return Document(
        kind=Document.Kind.CERTIFICATE,
        agency=completion.agency,
        completion=completion,
        number=f"OM-M-{number:06}",
        dated_on=completion.pledge.completed_on or completion.pledge.pledged_on,
        content={},
        content_digest="0" * 64,
    )
