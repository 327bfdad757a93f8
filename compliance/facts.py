"""What the engine judges: frozen values, coherent by construction, and their strict JSON.

The same shape is what a submission freezes, what an agency can download and what ``manage.py assess`` reads. Anyone who
builds `Facts`, from JSON or from the database, gets a value without contradictions or a `Refused` naming each place; so
the engine never has to doubt its input, and every `Facts` that exists can be written to JSON and read back as it was.
"""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from compliance.coherence import problems_of
from compliance.editions import UNSTATED, Track
from compliance.json_shapes import Shape, choice, day, flag, many, number, optional, plain, text, whole
from compliance.json_text import parse
from compliance.refusals import Refused

# Hours may be fractions (13.5): exact decimals, never floats.
Hours = int | Decimal


class Standing(StrEnum):
    """Whether a course counts for its track; it belongs to the course, so also for those who took it earlier."""

    RECOGNIZED = "recognized"
    APPROVED = "approved"
    PENDING = "pending"
    DECLINED = "declined"


class Status(StrEnum):
    """How a record ended. Only completed and passed are training."""

    COMPLETED = "completed"
    PASSED = "passed"
    FAILED = "failed"
    INCOMPLETE = "incomplete"
    INSTRUCTED = "instructed"
    SCHEDULED = "scheduled"


class Delivery(StrEnum):
    """How a course was given (FAQ 5)."""

    IN_PERSON = "in_person"
    LIVE_ONLINE = "live_online"
    RECORDED = "recorded"


class Currency(StrEnum):
    """What a certificate past its date means: a recommendation, or that it doesn't count."""

    ADVISORY = "advisory"
    BINDING = "binding"


@dataclass(frozen=True, slots=True)
class Officer:
    """A person on the roster, sworn or selected non-sworn, by the agency's own ``ref``."""

    ref: str
    sworn: bool = True
    hired_on: date | None = None
    separated_on: date | None = None
    on_leave_since: date | None = None
    excluded_because: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A course of the catalogue. ``valid_months`` None means the track's own validity in the edition."""

    code: str
    track: Track
    hours: Hours
    standing: Standing = Standing.RECOGNIZED
    valid_months: int | None = None
    refresher: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """That an officer took a course, or one session of an ``offering`` of it. ``expires_on`` is the certificate's own."""

    officer: str
    course: str
    hours: Hours
    completed_on: date
    offering: str | None = None
    status: Status = Status.COMPLETED
    delivery: Delivery = Delivery.IN_PERSON
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Headcount:
    """The figures of an agency that names no officer (FAQ 10): each head in at most one of the two last numbers."""

    sworn: int
    cit: int
    mhfa_without_cit: int


@dataclass(frozen=True, slots=True)
class Partnership:
    """Work together with a community mental-health organization."""

    ref: str = ""
    organization: str = ""
    nature: str = ""
    started_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy and the main components that it states."""

    ref: str = ""
    title: str = ""
    adopted_on: date | None = None
    retired_on: date | None = None
    components: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is judged, at the day ``as_of``. Raises `Refused` when the parts contradict each other."""

    as_of: date
    edition: str = UNSTATED
    currency: Currency = Currency.ADVISORY
    declared_sworn: int | None = None
    officers: tuple[Officer, ...] = ()
    courses: tuple[Course, ...] = ()
    records: tuple[Record, ...] = ()
    headcount: Headcount | None = None
    partnerships: tuple[Partnership, ...] = ()
    policies: tuple[Policy, ...] = ()

    def __post_init__(self) -> None:
        problems = problems_of(self)
        if problems:
            raise Refused(problems)

    def to_data(self) -> dict[str, Any]:
        """The facts as plain JSON values, every key present, in the documented order."""
        data: dict[str, Any] = plain(self)
        return data

    def to_json(self, indent: int | None = None) -> str:
        """The facts as JSON text in ASCII: one compact line, or indented."""
        return json.dumps(self.to_data(), indent=indent, separators=None if indent else (",", ":"))

    @classmethod
    def from_data(cls, data: Any) -> "Facts":
        """Read parsed JSON (of `to_data`, or of a database's JSON column); raises `Refused` naming each place."""
        return _FACTS(data)

    @classmethod
    def from_json(cls, source: str | bytes) -> "Facts":
        """Read JSON text; raises `Refused` naming each place, why it can't be taken and how to correct it."""
        return _FACTS(parse(source))


_FACTS: Shape[Facts] = Shape(
    Facts,
    ("as_of", day),
    ("edition", text, UNSTATED),
    ("currency", choice(Currency), Currency.ADVISORY),
    ("declared_sworn", optional(whole), None),
    (
        "officers",
        many(
            Shape(
                Officer,
                ("ref", text),
                ("sworn", flag, True),
                ("hired_on", optional(day), None),
                ("separated_on", optional(day), None),
                ("on_leave_since", optional(day), None),
                ("excluded_because", optional(text), None),
            )
        ),
        (),
    ),
    (
        "courses",
        many(
            Shape(
                Course,
                ("code", text),
                ("track", choice(Track)),
                ("hours", number),
                ("standing", choice(Standing), Standing.RECOGNIZED),
                ("valid_months", optional(whole), None),
                ("refresher", flag, False),
            )
        ),
        (),
    ),
    (
        "records",
        many(
            Shape(
                Record,
                ("officer", text),
                ("course", text),
                ("hours", number),
                ("completed_on", day),
                ("offering", optional(text), None),
                ("status", choice(Status), Status.COMPLETED),
                ("delivery", choice(Delivery), Delivery.IN_PERSON),
                ("expires_on", optional(day), None),
            )
        ),
        (),
    ),
    (
        "headcount",
        optional(Shape(Headcount, ("sworn", whole), ("cit", whole), ("mhfa_without_cit", whole))),
        None,
    ),
    (
        "partnerships",
        many(
            Shape(
                Partnership,
                ("ref", text, ""),
                ("organization", text, ""),
                ("nature", text, ""),
                ("started_on", optional(day), None),
                ("ended_on", optional(day), None),
            )
        ),
        (),
    ),
    (
        "policies",
        many(
            Shape(
                Policy,
                ("ref", text, ""),
                ("title", text, ""),
                ("adopted_on", optional(day), None),
                ("retired_on", optional(day), None),
                ("components", many(text), ()),
            )
        ),
        (),
    ),
)
