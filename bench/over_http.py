"""The register's pages over HTTP: the portal as production runs it against an empty view of its own, and against Datasette.

A server that has run for a while is measured: each page was asked for once, and then something was recorded, which makes
all that was kept old.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from bench import measure, register, served
from bench.served import Server

# One empty answer is over sooner than a clock can tell apart.
AT_ONCE = 5
# Seconds after which the server has seen a change: it looks once a second.
LOOKED_AGAIN = 2
# A question, and how Datasette is asked the same.
QUESTIONS = {
    "everybody": ("", "_sort=name&_next={next}"),
    "one state": ("region=US-OH", "_sort=name&region__exact=US-OH"),
    "search, one word": ("q=springfield", "_sort=name&_search=springfield"),
    "certified, by day": (
        "status=certified&sort=certified",
        "_sort_desc=certified_on&certified_on__notblank=1",
    ),
    "small sheriffs' offices": ("kind=sheriff&size=1-9", "_sort=name&kind__exact=sheriff&sworn__lt=10"),
}
_numbers = count()


def run(folder: Path, number: int, datasette: Path | None) -> None:
    """Measure the portal on the database in this folder, which holds so many agencies, and print the ratios."""
    with served.portal(folder) as portal:
        for page in range(1, number // 50 + 1):
            portal.get(f"/agencies/?page={page}")
        register.note()
        time.sleep(LOOKED_AGAIN)
        _against_empty(portal)
        if datasette is not None:
            with served.datasette(datasette, _table(folder)) as peer:
                _against_datasette(portal, peer)


def _against_empty(portal: Server) -> None:
    from directory import queries

    one = queries.recently_certified(1)[0]
    with measure.heading("Over HTTP, one worker: pages that nobody has, against an empty view"):
        for what, (question, _theirs) in QUESTIONS.items():
            _row(portal, f"{what}, page 2", _second(portal, question))
        for what, path in {
            "everybody, page 1": "/agencies/?",
            "a state's page": "/agencies/in/us-oh/?",
            "a state's page, page 2": "/agencies/in/us-oh/?page=2",
            "an agency's page": f"/agencies/{one.public_id}/{one.slug}/?",
        }.items():
            _row(portal, what, _another(portal, path))
        for what, (question, _theirs) in QUESTIONS.items():
            if question:
                _row(portal, f"{what}, first to ask", _first(portal, question))
    with measure.heading("Over HTTP, one worker: pages that somebody has"):
        etag = portal.get("/agencies/").headers["ETag"]
        _row(portal, "unchanged (304)", lambda: portal.get("/agencies/", If_None_Match=etag), AT_ONCE, "1 x")
        _row(portal, "kept", lambda: portal.get("/agencies/"), AT_ONCE, "1.5 x")


def _against_datasette(portal: Server, peer: Server) -> None:
    start = "/register/agencies?_size=50&"
    token = peer.get_json("/register/agencies.json?_size=50&_sort=name")["next"]
    with measure.heading("Over HTTP: the same table in Datasette, without facets, fifty rows a page"):
        for what, (question, theirs) in QUESTIONS.items():
            path = start + theirs.format(next=token)
            sides = {f"{what}, page 2": _second(portal, question)}
            if question:
                sides[f"{what}, first to ask"] = _first(portal, question)
            for name, ours in sides.items():
                took, datasettes = measure.alternately(ours, lambda path=path: peer.get(path))  # type: ignore[misc]
                measure.row(name, ours=took, peer=datasettes, against="Datasette", goal="0.7 x")


def _row(portal: Server, what: str, ours: Callable[[], Any], at_once: int = 1, goal: str = "7 x") -> None:
    took, empty = measure.alternately(
        lambda: [ours() for _time in range(at_once)],
        lambda: [portal.get("/empty/") for _time in range(AT_ONCE)],
        rounds=2 * measure.ROUNDS,
    )
    measure.row(what, ours=took / at_once, peer=empty / AT_ONCE, against="empty view", goal=goal)


def _another(portal: Server, path: str) -> Callable[[], Any]:
    """Ask for a page that isn't kept: its address has never been asked for. What it is made of is known."""
    portal.get(path)
    return lambda: portal.get(f"{path}&again={next(_numbers)}")


def _second(portal: Server, question: str) -> Callable[[], Any]:
    """Ask for the second page of a list in which someone has leafed before."""
    return _another(portal, f"/agencies/?{question}&page=2")


def _first(portal: Server, question: str) -> Callable[[], Any]:
    """Ask what no one has asked: blanks around the words make it another question with the same answer."""
    start, _is, words = question.rpartition("q=")
    start, words = (start, words) if _is else (question, "")
    return lambda: portal.get(f"/agencies/?{start}&q={words}{'+' * (next(_numbers) % 90 + 1)}")


def _table(folder: Path) -> Path:
    """The register as a table of its own, with an index for each order and filter that is asked for."""
    file = folder / "register.db"
    file.unlink(missing_ok=True)
    columns = "public_id name kind city region country sworn pledged_on certified_on".split()
    database = sqlite3.connect(file)
    with database:
        database.execute(f"CREATE TABLE agencies (id INTEGER PRIMARY KEY, {', '.join(columns)})")
        marks = ", ".join("?" * len(columns))
        database.executemany(f"INSERT INTO agencies ({', '.join(columns)}) VALUES ({marks})", _rows())  # noqa: S608
        for column in ("name", "region", "kind", "certified_on"):
            database.execute(f"CREATE INDEX by_{column} ON agencies ({column})")
        database.execute("CREATE VIRTUAL TABLE agencies_fts USING fts5(name, city, content='agencies')")
        database.execute("INSERT INTO agencies_fts(agencies_fts) VALUES ('rebuild')")
        database.execute("ANALYZE")
    database.close()
    return file


def _rows() -> Iterator[tuple[Any, ...]]:
    from directory import queries
    from directory.listings import COLUMNS

    for *values, pledged_on, certified_on in queries.listed().values_list(*COLUMNS).iterator():
        yield *values, str(pledged_on), str(certified_on) if certified_on else None
