"""Every agency's training in numbers, counted by the database: one statement for one agency, one for all.

What is counted is what the engine counts (``compliance``), for both editions at once: a verdict is read off the numbers.
A property test holds the two together on generated rosters. It is the reading with currency advisory, in which a
certificate past its date still counts, so no date of expiry is looked at here.
"""

# ruff: noqa: S608 - the fragments are our own; values are parameters

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.lookups import GreaterThanOrEqual

from agencies.models import Agency
from compliance.editions import Edition, Share, Track
from compliance.report import Verdict
from training.editions import least_hours, never_equivalent
from training.models import AgencyFigures


@dataclass(frozen=True, slots=True)
class Figures:
    """One agency's numbers: heads of the sworn strength that hold each track, either, and would if pending were approved.

    Head counts don't say how many of those with crisis intervention hold first aid too; then none is taken to.
    """

    agency_id: int
    sworn: int
    cit: int
    mhfa: int
    either: int
    cit_if_approved: int
    mhfa_if_approved: int
    either_if_approved: int
    non_sworn: int
    non_sworn_trained: int
    self_reported: bool

    @classmethod
    def stored(cls, row: AgencyFigures) -> "Figures":
        """What was stored of an agency."""
        return cls(row.agency_id, *(getattr(row, name) for name in _COLUMNS))

    def holding(self, share: Share, *, if_approved: bool = False) -> int:
        """How many heads hold one of a share's tracks."""
        name = _held_by(share)
        count: int = getattr(self, f"{name}_if_approved" if if_approved else name)
        return count

    def training(self, edition: Edition) -> Verdict:
        """The verdict of the two training requirements. No one to train is never a pass."""
        if self.sworn == 0:
            return Verdict.NOT_ASSESSABLE
        shares = (edition.crisis_intervention, edition.first_aid)
        met = all(self.holding(share) >= share.needed(self.sworn) for share in shares)
        return Verdict.MET if met else Verdict.NOT_MET


def of_agency(agency: Agency, as_of: date) -> Figures:
    """One agency's figures. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _counting("a.id = %(agency)s", "r.agency_id = %(agency)s", "o.agency_id = %(agency)s"),
            {**_values(as_of), "agency": agency.pk},
        )
        return _figures(cursor.fetchone())


def judged(edition: Edition, verdict: Verdict, *, through: str = "training_figures__") -> Q:
    """The agencies whose stored figures give this verdict on the training by ``edition``, as a condition.

    ``through`` leads from the filtered model to the stored figures. An agency never counted can't be judged.
    """
    has_officers = Q(**{f"{through}sworn__gt": 0})
    if verdict is Verdict.NOT_ASSESSABLE:
        return Q(**{f"{through}pk__isnull": True}) | Q(**{f"{through}sworn": 0})
    met = Q()
    for share in (edition.crisis_intervention, edition.first_aid):
        held, sworn = F(through + _held_by(share)), F(through + "sworn")
        met &= Q(GreaterThanOrEqual(held * share.denominator, sworn * share.numerator))
    return has_officers & met if verdict is Verdict.MET else has_officers & ~met


def store(as_of: date, *, at: datetime, above: int = 0, upto: int | None = None) -> int:
    """Count the agencies with numbers above ``above`` and up to ``upto`` and keep their figures; returns how many.

    One statement, however many they are.
    """
    values = {
        **_values(as_of),
        "at": connection.ops.adapt_datetimefield_value(at),
        "above": above,
        "upto": 2**62 if upto is None else upto,
    }
    within = "{0} > %(above)s AND {0} <= %(upto)s"
    counted = _counting(*(within.format(name) for name in ("a.id", "r.agency_id", "o.agency_id")))
    columns = ", ".join(_COLUMNS)
    changed = ", ".join(f"{name} = excluded.{name}" for name in ("as_of", "judged_at", *_COLUMNS))
    with connection.cursor() as cursor:
        # WHERE TRUE: SQLite can't tell the conflict clause from a join otherwise.
        cursor.execute(
            f"INSERT INTO training_agencyfigures (as_of, judged_at, agency_id, {columns})"
            f" SELECT %(as_of)s, %(at)s, counted.* FROM ({counted}) AS counted WHERE TRUE"
            f" ON CONFLICT (agency_id) DO UPDATE SET {changed}",
            values,
        )
        return int(cursor.rowcount)


def store_some(as_of: date, agency_ids: list[int], *, at: datetime) -> None:
    """Count these agencies and keep their figures: after a decision that touches them."""
    for number in agency_ids:
        store(as_of, at=at, above=number - 1, upto=number)


def officers_where(condition: str, agency: Agency, as_of: date) -> RawSQL:
    """The numbers of the agency's officers who hold what ``condition`` says, for ``pk__in``.

    ``condition`` is one of HOLDINGS. For lists that are too long for the engine to judge before they are cut to a page.
    """
    sql = (
        f"SELECT officer_id FROM ({_held('r.agency_id = %(agency)s')}) AS held"
        f" GROUP BY officer_id HAVING {HOLDINGS[condition]}"
    )
    values = {**_values(as_of), "agency": agency.pk}
    names = re.findall(r"%\((\w+)\)s", sql)
    return RawSQL(re.sub(r"%\(\w+\)s", "%s", sql), [values[name] for name in names])  # noqa: S611 - our own words


HOLDINGS = {
    "cit": "MAX(cit) = 2",
    "mhfa": "MAX(mhfa) = 2",
    "either": "MAX(cit) = 2 OR MAX(mhfa) = 2",
    "pending": "(MAX(cit) = 1) OR (MAX(mhfa) = 1 AND MAX(cit) < 2)",
}
_COLUMNS = (
    "sworn",
    "cit",
    "mhfa",
    "either",
    "cit_if_approved",
    "mhfa_if_approved",
    "either_if_approved",
    "non_sworn",
    "non_sworn_trained",
    "self_reported",
)


def _held_by(share: Share) -> str:
    """The column that counts the heads of a share."""
    return {
        frozenset({Track.CIT}): "cit",
        frozenset({Track.MHFA}): "mhfa",
        frozenset({Track.CIT, Track.MHFA}): "either",
    }[share.tracks]


def _values(as_of: date) -> dict[str, Any]:
    """What the statements take from the editions: the least hours of each track, in hundredths, and codes that never count."""
    return {
        "as_of": as_of,
        "cit_hours": least_hours(Track.CIT) * 100,
        "mhfa_hours": least_hours(Track.MHFA) * 100,
        **{f"never_{number}": code for number, code in enumerate(sorted(never_equivalent()))},
    }


def _held(of_records: str) -> str:
    """One row a long enough certificate: the officer, and 2 (counts) or 1 (would, if approved) on its track."""
    never = ", ".join(f"%(never_{number})s" for number in range(len(never_equivalent())))
    lasted, length = "CAST(ROUND(r.hours * 100) AS INTEGER)", "CAST(ROUND(hours * 100) AS INTEGER)"
    least = "CASE track WHEN 'cit' THEN %(cit_hours)s ELSE %(mhfa_hours)s END"
    weight = "CASE standing WHEN 'pending' THEN 1 ELSE 2 END"
    tracks = ", ".join(
        f"CASE track WHEN '{name}' THEN {weight} ELSE 0 END AS {name}" for name in ("cit", "mhfa")
    )
    courses = (
        f"SELECT id, {tracks}, CASE WHEN {length} > {least} THEN {length} ELSE {least} END AS needed"
        " FROM training_course WHERE track IN ('cit', 'mhfa') AND standing IN ('recognized', 'approved', 'pending')"
        f" AND NOT is_refresher AND UPPER(code) NOT IN ({never})"
    )
    source = (
        f"FROM training_trainingrecord r JOIN ({courses}) AS c ON c.id = r.course_id"
        f" WHERE r.status IN ('completed', 'passed') AND r.completed_on <= %(as_of)s AND {of_records}"
    )
    # COALESCE: nearly every record has no class, and SQLite would look each of them up in the index of classes.
    return (
        f"SELECT r.officer_id, c.cit, c.mhfa {source} AND COALESCE(r.offering_id, 0) = 0 AND {lasted} >= c.needed"
        # The sessions of one class add up.
        f" UNION ALL SELECT r.officer_id, c.cit, c.mhfa {source} AND r.offering_id IS NOT NULL"
        " GROUP BY r.officer_id, r.offering_id, c.id, c.cit, c.mhfa, c.needed"
        f" HAVING SUM({lasted}) >= c.needed"
    )


def _counting(of_agencies: str, of_records: str, of_officers: str) -> str:
    """The statement that counts: the agency's number, then _COLUMNS."""
    employed = "(o.hired_on IS NULL OR o.hired_on <= %(as_of)s) AND (o.separated_on IS NULL OR o.separated_on > %(as_of)s)"
    listed = f"o.is_sworn AND {employed}"
    counted = f"{listed} AND o.excluded_because = ''"

    def heads(condition: str) -> str:
        return f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)"

    def by_mode(counts: str, roster: str) -> str:
        return (
            f"CASE WHEN a.evidence_mode = 'counts' THEN COALESCE({counts}, 0) ELSE COALESCE({roster}, 0) END"
        )

    both = "h.cit + h.mhfa_without_cit"
    return f"""SELECT a.id,
 {by_mode("h.sworn", "t.counted + CASE WHEN a.sworn > t.listed THEN a.sworn - t.listed ELSE 0 END")}
 + CASE WHEN a.evidence_mode <> 'counts' AND t.agency_id IS NULL THEN COALESCE(a.sworn, 0) ELSE 0 END AS sworn,
 {by_mode("h.cit", "t.cit")} AS cit,
 {by_mode("h.mhfa_without_cit", "t.mhfa")} AS mhfa,
 {by_mode(both, "t.either")} AS either,
 {by_mode("h.cit", "t.cit_if")} AS cit_if_approved,
 {by_mode("h.mhfa_without_cit", "t.mhfa_if")} AS mhfa_if_approved,
 {by_mode(both, "t.either_if")} AS either_if_approved,
 {by_mode("h.non_sworn_trained", "t.non_sworn")} AS non_sworn,
 {by_mode("h.non_sworn_trained", "t.non_sworn_trained")} AS non_sworn_trained,
 a.evidence_mode = 'counts' AND h.id IS NOT NULL AS self_reported
FROM agencies_agency a
LEFT JOIN training_headcount h ON a.evidence_mode = 'counts' AND h.id = (SELECT x.id FROM training_headcount x
 WHERE x.agency_id = a.id AND x.as_of <= %(as_of)s ORDER BY x.as_of DESC, x.id DESC LIMIT 1)
LEFT JOIN (SELECT o.agency_id,
 {heads(listed)} AS listed, {heads(counted)} AS counted,
 {heads(f"p.cit = 2 AND {counted}")} AS cit, {heads(f"p.mhfa = 2 AND {counted}")} AS mhfa,
 {heads(f"(p.cit = 2 OR p.mhfa = 2) AND {counted}")} AS either,
 {heads(f"p.cit > 0 AND {counted}")} AS cit_if, {heads(f"p.mhfa > 0 AND {counted}")} AS mhfa_if,
 {heads(f"(p.cit > 0 OR p.mhfa > 0) AND {counted}")} AS either_if,
 {heads(f"NOT o.is_sworn AND {employed}")} AS non_sworn,
 {heads(f"NOT o.is_sworn AND {employed} AND (p.cit = 2 OR p.mhfa = 2)")} AS non_sworn_trained
 FROM training_officer o LEFT JOIN
 (SELECT officer_id, MAX(cit) AS cit, MAX(mhfa) AS mhfa FROM ({_held(of_records)}) AS held GROUP BY officer_id) AS p
 ON p.officer_id = o.id WHERE {of_officers} GROUP BY o.agency_id) AS t ON t.agency_id = a.id
WHERE {of_agencies}"""


def _figures(row: tuple[Any, ...]) -> Figures:
    values = (*row[:-1], bool(row[-1]))  # SQLite has no booleans
    return Figures(*values)
