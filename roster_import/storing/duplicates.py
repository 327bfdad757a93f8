"""One officer, or one training, that stands in several rows of a file: repeated, told again, or contradicted."""

# ruff: noqa: S608 - the fragments are our own; values are parameters

from itertools import combinations, groupby, pairwise
from operator import itemgetter
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from roster_import.reading.names import are_different_people, are_several_people
from roster_import.reading.questions import Answers
from roster_import.storing import disputes, staging
from roster_import.storing.comparison import OFFICER_FIELDS, RECORD_FIELDS, RECORD_KEY, differs
from roster_import.storing.disputes import Dispute, Row
from roster_import.storing.typed_rows import NAME, OFFICER_BITS, RANK, SEPARATED, SWORN, Tally

CHUNK = 1000
# What a training earns, as a refused row shows it: "40 completed".
_EARNED = (
    "CASE WHEN hours %% 100 = 0 THEN CAST(hours / 100 AS TEXT) ELSE"
    # Of 24.50 PostgreSQL keeps the last zero.
    " RTRIM(CAST(ROUND(hours / 100.0, 2) AS TEXT), '0') END"
    " || ' ' || status"
)
_AS_READ = ("id", *staging.OFFICER_COLUMNS)
_SEVERAL = (
    "SELECT ref FROM incoming_officer WHERE ref > %s GROUP BY ref HAVING COUNT(*) > 1 ORDER BY ref LIMIT %s"
)


# How many rows come after another one of the same officer, and of the same training.
OFFICERS_TWICE = "SELECT 'twice', 'officers', COUNT(*) - COUNT(DISTINCT ref), 0 FROM incoming_officer"
RECORDS_TWICE = (
    "SELECT 'twice', 'records', COUNT(*) -"
    f" (SELECT COUNT(*) FROM (SELECT DISTINCT {', '.join(RECORD_KEY)} FROM incoming_record) AS d), 0 FROM incoming_record"
)


def settle(*, officers: bool, records: bool, years: dict[int, int], answers: Answers, tally: Tally) -> int:
    """Leave one row an officer and one a training; returns how many rows only repeated another.

    Rows that state different things about one officer are joined where each states something else, or where they are
    successive times of service (then the last counts); else it is asked which one holds (``tally.disputes``), and their
    first one stands in for them. Of rows that contradict each other about what a training earns, none is taken; in other
    matters the later ones are refused. ``officers`` and ``records`` say which of them have several.
    """
    if officers:
        _settle_officers(years, answers, tally)
    return _settle_records() if records else 0


def _settle_officers(years: dict[int, int], answers: Answers, tally: Tally) -> None:
    with connection.cursor() as cursor:
        same = " AND ".join(
            f"NOT {differs(f'd.{name}', f'first.{name}')}" for name in ("adds", "given", *OFFICER_FIELDS)
        )
        # Whose rows all repeat the first one: of all others each row is weighed, and told where another one holds.
        pairs = (
            " FROM (SELECT ref, MIN(id) AS id FROM incoming_officer GROUP BY ref HAVING COUNT(*) > 1) f"
            " JOIN incoming_officer first ON first.id = f.id"
            " JOIN incoming_officer d ON d.ref = f.ref AND d.id > f.id"
        )
        cursor.execute(
            f"DELETE FROM incoming_officer WHERE id IN (SELECT d.id {pairs})"
            f" AND ref NOT IN (SELECT d.ref {pairs} WHERE NOT ({same}))"
        )
        last = ""
        foreign: list[tuple[Row, list[Row]]] = []
        left_out: list[tuple[str, list[Row]]] = []
        while rows := _chunk_of_several(cursor, last):
            kept = []
            for ref, several in groupby(rows, key=itemgetter("ref")):
                rows_of_one = list(several)
                one, holds = _decided(ref, rows_of_one, years, answers, tally)
                if one is None:
                    left_out.append((ref, rows_of_one))
                    continue
                kept.append(tuple(one[name] for name in staging.OFFICER_COLUMNS))
                if holds is not None:
                    foreign.append((holds, rows_of_one))
            cursor.execute(
                f"DELETE FROM incoming_officer WHERE ref <= %s AND ref IN ({_SEVERAL})",
                [rows[-1]["ref"], last, CHUNK],
            )
            staging.load("incoming_officer", kept)
            last = rows[-1]["ref"]
        if staging.has_records():
            for ref, its_rows in left_out:
                _drop_all_training(cursor, ref, its_rows, tally)
            for chosen, its_rows in foreign:
                _drop_training(cursor, chosen, its_rows, tally)


def _drop_all_training(cursor: Any, ref: str, rows: list[Row], tally: Tally) -> None:
    """Drop the trainings of a person who is left out, and tell the lines that aren't told with the person's rows."""
    told = {(row["source"], row["line"]) for row in rows}
    cursor.execute(
        "SELECT DISTINCT source, line FROM incoming_record WHERE ref = %s ORDER BY source, line", [ref]
    )
    tally.overruled += [(*place, _left_out(ref)) for place in cursor.fetchall() if place not in told]
    cursor.execute("DELETE FROM incoming_record WHERE ref = %s", [ref])


def _drop_training(cursor: Any, holds: Row, rows: list[Row], tally: Tally) -> None:
    """Drop the trainings of rows about another person than the one of the row that holds, and tell their lines.

    The rows of a list beside a roster aren't among the rows: they go by their own names. Where a row has none, no one says
    which of the people took the course.
    """
    ref = holds["ref"]
    if not _are_about_several(rows):
        return
    names = {(row["source"], row["line"]): row["name"] for row in rows}
    # Of the rows themselves it was told that another one holds.
    told = set(names)
    cursor.execute("SELECT id, source, line FROM incoming_record WHERE ref = %s ORDER BY source, line", [ref])
    lost = []
    for number, *at in cursor.fetchall():
        place = (at[0], at[1])
        name = names.get(place) or tally.named_in_lists.get(place, "")
        if name and not _are_strangers(holds, {"name": name}):
            continue
        lost.append((number,))
        if place not in told:
            told.add(place)
            tally.overruled.append((*place, _holds(holds, rows, tally) if name else disputes.whose(ref)))
    cursor.executemany("DELETE FROM incoming_record WHERE id = %s", lost)


def _left_out(ref: str) -> str:
    return _("You chose to leave out %(ref)s, because rows say different things.") % {"ref": ref}


def _holds(row: Row, rows: list[Row], tally: Tally) -> str:
    tables = {tally.tables[one["source"]] for one in rows if one["source"] in tally.tables}
    if len(tables) > 1:
        place = tally.tables[row["source"]].row(row["line"], among=tables)
        return _("You chose %(row)s for %(ref)s.") % {"row": place, "ref": row["ref"]}
    return _("You chose line %(line)s for %(ref)s.") % {"line": row["line"], "ref": row["ref"]}


def _decided(
    ref: str, rows: list[Row], years: dict[int, int], answers: Answers, tally: Tally
) -> tuple[Row | None, Row | None]:
    """The row that stays, none where the person is left out; and the row that holds by a person's answer, if any does."""
    # Of rows that say the same, the first one speaks.
    said = {_stated(row): row for row in reversed(rows)}
    copies = sorted(said.values(), key=itemgetter("id"))
    one, disputed = _joined([dict(row) for row in rows], years)
    if not disputed:
        return one, None
    # A row without a name can't say which of several people it is.
    is_shared = _are_about_several(rows)
    named, places = _named([row for row in copies if row["name"] or not is_shared], tally)
    fields = dict.fromkeys(
        name
        for first, second in combinations(copies, 2)
        for name in disputes.differing(first, second, is_later=False)
    )
    dispute = tally.disputes[ref] = Dispute(ref, named, list(fields), places)
    if disputes.is_left_out(ref, answers):
        tally.overruled += [(row["source"], row["line"], _left_out(ref)) for row in rows]
        return None, None
    holds = disputes.chosen(dispute, answers)
    if holds is None:
        return one, None
    why = _holds(holds, rows, tally)
    # Each row is told that isn't used, also where it repeats another one that isn't.
    tally.overruled += [
        (row["source"], row["line"], why if row["name"] or not is_shared else disputes.whose(ref))
        for row in rows
        if _stated(row) != _stated(holds)
    ]
    kept = dict(holds)
    for row in copies:
        if not (row is holds or _are_strangers(holds, row) or (is_shared and not row["name"])):
            # Days of service go together: those of the row that holds.
            _add(kept, row, only_new=True, among=NAME | RANK | SWORN)
    return kept, holds


def _named(rows: list[Row], tally: Tally) -> tuple[dict[str, Row], dict[str, str]]:
    """The rows as answers name them: by their lines, of several tables with the table; and then also as people name them."""
    tables = {row["source"]: tally.tables[row["source"]] for row in rows}
    if len(tables) == 1:
        return {str(row["line"]): row for row in rows}, {}
    names = {number: place.sheet or place.file for number, place in tables.items()}
    if len(set(names.values())) < len(names):
        names = {number: f"{place.file}:{place.sheet}" for number, place in tables.items()}
    if len(set(names.values())) < len(names):
        names = {number: f"{number + 1}:{name}" for number, name in names.items()}
    named = {f"{names[row['source']]}:{row['line']}": row for row in rows}
    among = tables.values()
    return named, {name: tables[row["source"]].row(row["line"], among=among) for name, row in named.items()}


def _chunk_of_several(cursor: Any, last: str) -> list[Row]:
    """The rows of the next officers, by ID, that still have several."""
    cursor.execute(
        f"SELECT {', '.join(_AS_READ)} FROM incoming_officer WHERE ref IN ({_SEVERAL}) ORDER BY ref, id",
        [last, CHUNK],
    )
    return [dict(zip(_AS_READ, row, strict=True)) for row in cursor.fetchall()]


def _joined(rows: list[Row], years: dict[int, int]) -> tuple[Row, list[Row]]:
    """The rows as one, and those that contradict it. Of tables named for years, the latest one holds for name and rank."""
    spells = _spells(rows)
    if spells is not None:
        return spells, []
    rows = sorted(rows, key=lambda row: years.get(row["source"], 0))
    kept, contradicting = rows[0], []
    for row in rows[1:]:
        is_later = years.get(row["source"], 0) > years.get(kept["source"], 0) > 0
        is_later = is_later and not _are_strangers(kept, row)
        if disputes.differing(kept, row, is_later=is_later):
            contradicting.append(row)
            continue
        if is_later and row["adds"] and not (kept["given"] | row["given"]) & SWORN:
            # Neither says it in a cell: what a person said of the later title holds.
            kept["is_sworn"] = row["is_sworn"]
        if is_later:
            kept["source"], kept["line"] = row["source"], row["line"]
        _add(kept, row, only_new=not is_later)
    return kept, contradicting


def _add(kept: Row, row: Row, *, only_new: bool, among: int = sum(OFFICER_BITS.values())) -> None:
    """Take over what a row states ``among`` some fields; of what both state, nothing with ``only_new``. Of one name the
    fuller one stays."""
    if kept["given"] & row["given"] & NAME:
        kept["name"] = (
            max(kept["name"], row["name"], key=lambda name: ("," not in name, len(name), name))
            if only_new
            else row["name"]
        )
    for name, bit in OFFICER_BITS.items():
        if row["given"] & bit & among and not (only_new and kept["given"] & bit):
            kept[name] = row[name]
    kept["given"] |= row["given"] & among
    kept["adds"] = max(kept["adds"], row["adds"])


def _stated(row: Row) -> tuple[Any, ...]:
    """What a row states, and nothing of what only stands in for what it doesn't."""
    return (row["given"], *(row[name] if row["given"] & bit else None for name, bit in OFFICER_BITS.items()))


def _are_strangers(first: Row, second: Row) -> bool:
    """Whether two rows with one ID are about two people, as their wholly different names say."""
    return bool(first["name"] and second["name"]) and are_different_people(first["name"], second["name"])


def _are_about_several(rows: list[Row]) -> bool:
    """Whether rows with one ID are about several people."""
    return are_several_people(row["name"] for row in rows if row["name"])


def _spells(rows: list[Row]) -> Row | None:
    """The last of several times of service, each over before the next begins; None when they aren't that."""
    if any(row["hired_on"] is None for row in rows) or _are_about_several(rows):
        return None
    told_once = {_stated(row): row for row in rows}
    in_order = sorted(told_once.values(), key=itemgetter("hired_on"))
    for earlier, later in pairwise(in_order):
        if earlier["separated_on"] is None or earlier["separated_on"] > later["hired_on"]:
            return None
    last = in_order[-1]
    if last["separated_on"] is None:
        last["given"] |= SEPARATED
    if not last["adds"] and (added := [row for row in in_order if row["adds"]]):
        # Whether they are sworn was said of an earlier time.
        last["adds"], last["is_sworn"] = 1, added[-1]["is_sworn"]
    return last


def _settle_records() -> int:
    staging.index_records()
    with connection.cursor() as cursor:
        earlier = (
            " AND ".join(f"e.{name} = incoming_record.{name}" for name in RECORD_KEY)
            + " AND e.id < incoming_record.id"
        )
        same = " AND ".join(
            f"NOT {differs(f'incoming_record.{name}', f'e.{name}')}" for name in ("given", *RECORD_FIELDS)
        )
        cursor.execute(
            f"DELETE FROM incoming_record WHERE EXISTS (SELECT 1 FROM incoming_record e WHERE {earlier} AND {same})"
        )
        repeated: int = cursor.rowcount
        # Where two rows differ in what they earn, neither is taken: which one comes first says nothing.
        another = earlier.replace("e.id < ", "e.id <> ")
        disputed = f"{another} AND (e.hours <> incoming_record.hours OR e.status <> incoming_record.status)"
        refused = (
            f"EXISTS (SELECT 1 FROM incoming_record e WHERE {earlier})"
            f" OR EXISTS (SELECT 1 FROM incoming_record e WHERE {disputed})"
        )
        cursor.execute(
            f"INSERT INTO {staging.problems_table()} (source, line, reason, about, cell, whole, other)"
            " SELECT source, line, %s, 'hours', "
            f"{_EARNED}, 0, (SELECT MIN(e.line) FROM incoming_record e WHERE {another}) FROM incoming_record WHERE {refused}",
            [
                _(
                    "Line %(line)s says something else about the same course on the same day; keep one of the two rows, or"
                    " give both the class and a session number."
                )
            ],
        )
        if cursor.rowcount:
            cursor.execute(
                f"DELETE FROM incoming_record WHERE id IN (SELECT id FROM incoming_record WHERE {refused})"
            )
    return repeated
