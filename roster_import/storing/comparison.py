"""Incoming rows beside stored ones, in SQL: which are new, changed, unchanged, or can't be taken.

Everything that is planned, shown, written and put back reads the same fragments, so that the preview and the result can't
differ. Dates compare as dates, hours in hundredths. Each fragment takes the agency's number as its parameter ``%(agency)s``.
"""

# ruff: noqa: S608 - the fragments are our own; values are parameters

from django.db import connection

from roster_import.storing.typed_rows import (
    CERTIFICATE,
    DELIVERY,
    EXPIRES,
    HIRED,
    HOURS,
    LEAVE,
    NAME,
    OFFICER_BITS,
    RANK,
    SEPARATED,
    STATUS,
    SWORN,
)

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
# Why a row that could be read can't be taken after all.
UNKNOWN, LOCKED, BACKWARDS = "unknown", "locked", "backwards"

OFFICER_FIELDS = tuple(OFFICER_BITS)
RECORD_KEY = ("ref", "course_id", "offering", "session", "completed_on")
RECORD_FIELDS = ("hours", "status", "delivery", "expires_on", "certificate_number")


def differs(left: str, right: str) -> str:
    """Whether two columns differ, NULLs told from values. SQLite only learnt the standard's words in 2022."""
    return (
        f"({left} IS NOT {right})" if connection.vendor == "sqlite" else f"({left} IS DISTINCT FROM {right})"
    )


def hundredths(column: str) -> str:
    """A column of hours as whole hundredths, exact on both databases."""
    return f"CAST(ROUND({column} * 100) AS INTEGER)"


def _stated(bit: int, incoming: str, stored: str) -> str:
    return f"CASE WHEN (i.given & {bit}) <> 0 THEN {incoming} ELSE {stored} END"


# What an officer's row becomes. Someone who was hired after the stored day of leaving has come back.
OFFICER_VALUES = {
    "name": _stated(NAME, "i.name", "o.name"),
    "rank": _stated(RANK, "i.rank", "o.rank"),
    "is_sworn": _stated(SWORN, "i.is_sworn", "o.is_sworn"),
    "hired_on": _stated(HIRED, "i.hired_on", "o.hired_on"),
    "separated_on": (
        f"CASE WHEN (i.given & {SEPARATED}) <> 0 THEN i.separated_on"
        f" WHEN (i.given & {HIRED}) <> 0 AND i.hired_on > o.separated_on THEN NULL ELSE o.separated_on END"
    ),
    "on_leave_since": _stated(LEAVE, "i.on_leave_since", "o.on_leave_since"),
}
RECORD_VALUES = {
    "hours": _stated(HOURS, "i.hours", hundredths("r.hours")),
    "status": _stated(STATUS, "i.status", "r.status"),
    "delivery": _stated(DELIVERY, "i.delivery", "r.delivery"),
    "expires_on": _stated(EXPIRES, "i.expires_on", "r.expires_on"),
    "certificate_number": _stated(CERTIFICATE, "i.certificate_number", "r.certificate_number"),
}

OFFICERS_JOINED = (
    "incoming_officer i LEFT JOIN training_officer o ON o.agency_id = %(agency)s AND o.ref = i.ref"
)
# An officer whom the same import adds is known too, though not stored yet.
# (The plus keeps SQLite from looking records up by their course, of which there are few, instead of by their officer.)
RECORDS_JOINED = """incoming_record i
 LEFT JOIN training_officer o ON o.agency_id = %(agency)s AND o.ref = i.ref
 LEFT JOIN training_offering f
   ON i.offering <> '' AND f.agency_id = %(agency)s AND f.course_id = i.course_id AND f.reference = i.offering
 LEFT JOIN training_trainingrecord r
   ON r.officer_id = o.id AND +r.course_id = i.course_id AND r.completed_on = i.completed_on AND r.session = i.session
   AND ((i.offering = '' AND r.offering_id IS NULL) OR r.offering_id = f.id)"""


def officer_changed() -> str:
    """Whether a stored officer would be changed."""
    return "(" + " OR ".join(differs(OFFICER_VALUES[name], f"o.{name}") for name in OFFICER_FIELDS) + ")"


def record_changed() -> str:
    """Whether a stored record would be changed."""
    stored = {name: hundredths("r.hours") if name == "hours" else f"r.{name}" for name in RECORD_FIELDS}
    return "(" + " OR ".join(differs(RECORD_VALUES[name], stored[name]) for name in RECORD_FIELDS) + ")"


def record_difference() -> str:
    """The first field in which a stored record would be changed, by the key of the column that it is read from."""
    stored = {name: hundredths("r.hours") if name == "hours" else f"r.{name}" for name in RECORD_FIELDS}
    cases = (f"WHEN {differs(RECORD_VALUES[name], stored[name])} THEN '{name}'" for name in RECORD_FIELDS)
    return f"CASE {' '.join(cases)} ELSE '' END"


def officer_verdict() -> str:
    """New, changed, unchanged, unknown (a list of trainings adds no one unless asked) or backwards."""
    return f"""CASE
 WHEN o.id IS NULL THEN CASE WHEN i.adds = 1 THEN '{NEW}' ELSE '{UNKNOWN}' END
 WHEN NOT {officer_changed()} THEN '{UNCHANGED}'
 WHEN {OFFICER_VALUES["separated_on"]} < {OFFICER_VALUES["hired_on"]} THEN '{BACKWARDS}'
 ELSE '{CHANGED}' END"""


def record_verdict() -> str:
    """New, changed, unchanged, unknown (no one on the roster has this ID), locked (under review) or backwards."""
    return f"""CASE
 WHEN o.id IS NULL AND NOT EXISTS (SELECT 1 FROM incoming_officer n WHERE n.ref = i.ref AND n.adds = 1) THEN '{UNKNOWN}'
 WHEN r.id IS NULL THEN '{NEW}'
 WHEN NOT {record_changed()} THEN '{UNCHANGED}'
 WHEN r.locked_at IS NOT NULL THEN '{LOCKED}'
 WHEN {RECORD_VALUES["expires_on"]} < i.completed_on THEN '{BACKWARDS}'
 ELSE '{CHANGED}' END"""
