"""The register with 18,000 agencies: its pages, its search and its map. ``python -m bench.directory [--names FILE]``.

Pages are measured in this process, with their statements and bytes, and over HTTP on the server of production. With
``REDIS_URL`` and ``DATABASE_URL`` they stand on Redis and PostgreSQL, as there. ``--datasette PROGRAM`` compares them with
Datasette, which is installed elsewhere (``python -m venv FOLDER && FOLDER/bin/pip install datasette``).
``--keep FOLDER`` leaves the database there, to look at: ``ONEMIND_VAR=FOLDER python manage.py runserver``.
"""

import argparse
import gzip
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

# One empty answer is over sooner than a clock can tell apart.
AT_ONCE = 5


def main() -> None:
    """Make a database, fill it, measure, print, clean up."""
    options = argparse.ArgumentParser(prog="python -m bench.directory", description=__doc__)
    options.add_argument("--names", type=Path, help="a CSV of real agencies: ori, name, type, state")
    options.add_argument(
        "--keep", type=Path, help="a folder outside the repository, to leave the database in"
    )
    options.add_argument("--datasette", type=Path, help="the program, to compare with")
    given = options.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="onemind-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["ONEMIND_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "onemind.settings.test"
    try:
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        number = run(given.names)
        from bench import over_http

        over_http.run(folder, number, given.datasette)
    finally:
        if given.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def run(names: Path | None = None) -> int:
    """Fill the database that is there, and print what its pages take; how many agencies it holds."""
    from django.conf import settings
    from django.db import connection
    from django.test import override_settings

    from bench import measure, register

    with override_settings(ROOT_URLCONF="bench.empty", PAGE_CACHE_SECONDS=3600):
        number = register.fill(names)
        with connection.cursor() as cursor:
            # What PostgreSQL does by itself a minute after so many rows came: the index takes in what waits.
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        measure.say(
            f"{number:,} agencies, {connection.vendor}, cache {settings.CACHES['default']['BACKEND']}"
        )
        _pages(number)
        _search()
        _names_compared()
    return number


def _pages(number: int) -> None:
    from bench import measure
    from common import http_cache
    from directory import queries
    from directory.version import forget_pages

    one = queries.recently_certified(1)[0]
    last = number // 50
    paths = {
        "first page, with the map": "/agencies/",
        "page 2": "/agencies/?page=2",
        f"page {last}": f"/agencies/?page={last}",
        "one state": "/agencies/?region=US-OH",
        "search, one word": "/agencies/?q=springfield",
        "search, misspelled": "/agencies/?q=sprngfield",
        "certified, by day": "/agencies/?status=certified&sort=certified",
        "by state or province": "/agencies/?sort=region",
        "small sheriffs' offices": "/agencies/?kind=sheriff&size=1-9",
        "page of a state": "/agencies/in/us-oh/",
        "page of an agency": f"/agencies/{one.public_id}/{one.slug}/",
    }
    with measure.heading("In this process: pages that nobody has, against an empty view"):
        for what, path in paths.items():
            _get("/agencies/?q=springfield&size=1-9")  # A version's first visitor reads counts and words.
            _get(path)

            forget = partial(_forget, path)

            def anew(path: str = path) -> None:
                _forget(path)
                _get(path)

            took = measure.statements(anew) - measure.statements(forget)
            both, forgetting, peer = measure.alternately(
                anew, forget, lambda: [_get("/empty/") for _time in range(AT_ONCE)]
            )
            note = f"{took} statements, {len(_get(path)[1]):,} bytes, {len(gzip.compress(_get(path)[1])):,} gzipped"
            measure.row(
                what,
                ours=both - forgetting,
                peer=peer / AT_ONCE,
                against="empty view",
                goal="-",
                note=note,
            )

        def cold() -> None:
            http_cache.shared_cache.clear()
            forget_pages()
            _get("/agencies/")

        took = measure.statements(cold)
        ours, peer = measure.alternately(cold, lambda: [_get("/empty/") for _time in range(AT_ONCE)])
        measure.row(
            "first page after a change", ours=ours, peer=peer / AT_ONCE, against="empty view", goal="-",
            note=f"{took} statements",
        )  # fmt: skip
    with measure.heading("In this process: pages that somebody has"):
        etag = dict(_get("/agencies/")[0])["ETag"]
        sides: dict[str, tuple[Callable[[], Any], str]] = {
            "unchanged (304)": (lambda: _get("/agencies/", HTTP_IF_NONE_MATCH=etag), "1 x"),
            "kept, compressed": (lambda: _get("/agencies/", HTTP_ACCEPT_ENCODING="gzip"), "1.5 x"),
            "kept, plain": (lambda: _get("/agencies/"), "1.5 x"),
        }
        for what, (side, goal) in sides.items():
            took = measure.statements(side)
            ours, peer = measure.alternately(
                lambda side=side: [side() for _time in range(AT_ONCE)],  # type: ignore[misc]
                lambda: [_get("/empty/") for _time in range(AT_ONCE)],
            )
            measure.row(
                what,
                ours=ours / AT_ONCE,
                peer=peer / AT_ONCE,
                against="empty view",
                goal=goal,
                note=f"{took} statements",
            )
    with measure.heading("The map"):
        whole, plain = (len(gzip.compress(_get(path)[1])) for path in ("/agencies/", "/agencies/?page=1"))
        measure.say(
            f"  {whole - plain:,} gzipped bytes with its words, {(whole - plain) / number:.2f} an agency: goal 12"
        )


def _search() -> None:
    from bench import measure
    from directory import finding

    index = finding.fresh_index()
    with measure.heading("Search by a word that few names hold"):
        for word in ("uxbridge", "UXBRIDGE"):
            ours, peer = measure.alternately(partial(_indexed, word), partial(_scan, word))
            if sorted(_indexed(word)) != sorted(_scan(word)):
                raise SystemExit(f"{word}: the index finds other agencies than a scan")
            measure.say(
                f"  {word!r}, {len(_indexed(word))} found: {peer / ours:.0f} x faster than a scan (goal 20),"
                f" {ours * 1000:.2f} ms"
            )
        for word in ("Grose", "Minneaplis", "Sprngfield"):
            ours, _peer = measure.alternately(lambda word=word: index.find(word), lambda: None)  # type: ignore[misc]
            measure.say(f"  {word!r} is taken for {index.find(word).guessed}: {ours * 1000:.2f} ms")
        for typed in ("denver co", "houston police department", "80202"):
            ours, _peer = measure.alternately(lambda typed=typed: index.find(typed), lambda: None)  # type: ignore[misc]
            measure.say(f"  {typed!r} finds {len(index.find(typed).pks)}: {ours * 1000:.2f} ms")


def _names_compared() -> None:
    """A name against 1,000 others, as where an agency is verified, beside the standard library's own comparison."""
    from difflib import SequenceMatcher

    from agencies.models import Agency
    from agencies.similarity import NEAR, similarity, take_apart
    from bench import measure

    typed = "Sprngfield Police Department"
    names = list(Agency.objects.values_list("name", flat=True)[:1000])

    def by_difflib() -> list[str]:
        found = []
        for name in names:
            matcher = SequenceMatcher(None, " ".join(take_apart(typed).core), " ".join(take_apart(name).core))
            if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= NEAR and matcher.ratio() >= NEAR:
                found.append(name)
        return found

    with measure.heading("Names that are alike"):
        ours, peer = measure.alternately(
            lambda: [name for name in names if similarity(typed, name) >= NEAR], by_difflib
        )
        measure.row("a name against 1,000 others", ours=ours, peer=peer, against="difflib", goal="0.5 x")


def _indexed(word: str) -> list[int]:
    """What the portal asks, as the database gets it: making the statement isn't counted on either side."""
    return _numbers(*_statement(word))


@lru_cache
def _statement(word: str) -> tuple[str, tuple[Any, ...]]:
    from agencies.models import Agency
    from agencies.search import containing

    statement: tuple[str, tuple[Any, ...]] = (
        Agency.objects.filter(containing(word, through=""))
        .order_by()
        .values_list("pk")
        .query.sql_with_params()
    )
    return statement


def _scan(word: str) -> list[int]:
    """What a search without an index does: each name and city is looked at."""
    from django.db import connection

    sql = "SELECT id FROM agencies_agency WHERE name || '' LIKE %s OR city || '' LIKE %s"
    if connection.vendor == "postgresql":
        sql = "SELECT id FROM agencies_agency WHERE upper(name || '') LIKE upper(%s) OR upper(city || '') LIKE upper(%s)"
    return _numbers(sql, (f"%{word}%",) * 2)


def _numbers(sql: str, given: tuple[Any, ...]) -> list[int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [pk for (pk,) in cursor.fetchall()]


def _get(path: str, **headers: str) -> tuple[list[tuple[str, str]], bytes]:
    """Ask the portal as a server does, without a network between: headers and body of the answer."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    global _server
    if _server is None:
        _server = WSGIHandler()
    environ = RequestFactory().get(path, **headers).environ  # type: ignore[arg-type]
    answered: list[tuple[str, str]] = []

    def start(status: str, sent: list[tuple[str, str]], exc_info: Any = None) -> None:
        answered.extend(sent)

    response = _server(environ, start)
    body = b"".join(response)
    response.close()
    return answered, body


_server: Any = None


def _forget(path: str) -> None:
    """Make a page one that isn't kept, as its address is asked for the first time."""
    from common import http_cache
    from directory.version import version

    etag = dict(_get(path, HTTP_IF_NONE_MATCH="*")[0]).get("ETag", "")
    if not etag:
        raise SystemExit(f"{path} has no ETag")
    http_cache.pages.set(version(), etag, None)


if __name__ == "__main__":
    main()
