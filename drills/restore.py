"""A dump made while people upload, and a copy of the files, are restored into an empty cluster and an empty folder."""

import hashlib
import subprocess
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import psycopg2

from drills.findings import Findings
from drills.load import Traffic, add_policy, statuses
from drills.portal import Visitor
from drills.stage import Stage
from rehearsal.services import PostgreSQL
from tools import programs

AGENCIES = 300
WRITERS = 3
ASKED = 20

Fingerprints = dict[str, tuple[int, str]]


def run(stage: Stage, findings: Findings) -> None:
    """Fill a portal, back it up under load as docs/operations.md says, restore it, and compare everything."""
    from documents.models import Document
    from drills.cast import certified, lead_of
    from rehearsal.factories.accounts import PASSWORD

    agencies = certified(AGENCIES)
    findings.saw("agencies", AGENCIES)
    portal = stage.portal()
    backup = stage.folder / "backup"
    leads = [lead_of(agency, portal) for agency in agencies[:WRITERS]]
    with Traffic(*([partial(add_policy, lead)] for lead in leads)) as traffic:
        traffic.wait_for(5)
        expected = dump(stage, backup)
        traffic.wait_for(5)
        subprocess.run(
            ["rsync", "--archive", "--exclude=incoming-*", f"{stage.files}/", f"{backup}/files/"], check=True
        )
    findings.saw("uploads while it was backed up", statuses(traffic.answers))
    findings.require("no upload failed", holds={answer.status for answer in traffic.answers} == {302})

    began = time.monotonic()
    cluster = PostgreSQL()
    restore(cluster, backup)
    restored = {"DATABASE_URL": cluster.running_url, "FILES_ROOT": str(backup / "files")}
    stage.migrate(cluster)
    again = stage.portal(**restored)
    findings.saw("restored and answering after", f"{time.monotonic() - began:.0f} s")

    with closing(psycopg2.connect(cluster.url)) as connection:
        found = fingerprints(connection)
    findings.saw("tables", len(found))
    findings.saw("rows", sum(count for count, _ in found.values()))
    # What the migrations of a newer version put in would differ here; this is the same version.
    differing = sorted(table for table in {*found, *expected} if found.get(table) != expected.get(table))
    findings.saw("tables that differ", ", ".join(differing) or "none")
    findings.require("every table has its rows and its hash again", holds=not differing)
    findings.require("the audit trail verifies", holds=stage.succeeds("verify_trail", **restored))
    files = (
        stage.manage("verify_files", **restored).stdout.strip()
        if stage.succeeds("verify_files", **restored)
        else ""
    )
    findings.require(f"every file has its hash again ({files})", holds=bool(files))

    lead = Visitor(again.port, home=f"/agency/{agencies[0].public_id}/")
    email = agencies[0].memberships.get(role="lead").user.email
    findings.require("a lead can sign in", holds=lead.sign_in(email, PASSWORD))
    papers = list(Document.objects.filter(kind="certificate").order_by("pk")[:ASKED])
    pages = [Visitor(again.port).get(f"/verify/{paper.code}/") for paper in papers]
    valid = [
        paper for paper, page in zip(papers, pages, strict=True) if paper.number and paper.number in page.text
    ]
    findings.require(
        f"{ASKED} certificates' verification pages say which they are", holds=len(valid) == ASKED
    )
    findings.require("the lead's certificate can be downloaded", holds=downloads(lead, papers[0]))
    findings.require("something new can be written", holds=add_policy(lead).status == 302)
    control(stage, restored, findings)


def dump(stage: Stage, folder: Path) -> Fingerprints:
    """Dump the database; the fingerprints of its tables as they were in the dump's own snapshot."""
    folder.mkdir()
    with closing(psycopg2.connect(stage.postgresql.url)) as connection:
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone() or ("",)
        command = [tool("pg_dump"), "--format=custom", f"--snapshot={snapshot}"]
        with (folder / "onemind.dump").open("wb") as out:
            subprocess.run([*command, stage.postgresql.url], stdout=out, check=True)
        return fingerprints(connection)


def restore(cluster: PostgreSQL, folder: Path) -> None:
    """Restore the dump in this folder into an empty database."""
    command = [tool("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    subprocess.run([*command, f"--dbname={cluster.url}", str(folder / "onemind.dump")], check=True)


def fingerprints(connection: Any) -> Fingerprints:
    """Of each table: how many rows, and a hash over all of them, whatever their order."""
    with connection.cursor() as cursor:
        # Two clusters may show moments in two zones.
        cursor.execute("SET TIME ZONE 'UTC'")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(
                f"SELECT count(*), md5(coalesce(string_agg(line, chr(10) ORDER BY line), '')) "
                f'FROM (SELECT t::text AS line FROM "{table}" t) lines'  # a table's name as PostgreSQL gave it
            )
            found[table] = cursor.fetchone()
    return found


def control(stage: Stage, restored: dict[str, str], findings: Findings) -> None:
    """A file that is missing from the backup, and one with another byte, must be noticed."""
    files = sorted(path for path in Path(restored["FILES_ROOT"]).rglob("*") if path.is_file())
    content = files[0].read_bytes()
    files[0].unlink()
    findings.require(
        "control: a file missing from the backup is noticed",
        holds=not stage.succeeds("verify_files", **restored),
    )
    files[0].write_bytes(content[:-1] + b"x")
    findings.require(
        "control: a damaged one is noticed, too", holds=not stage.succeeds("verify_files", **restored)
    )
    files[0].write_bytes(content)
    findings.require("control: put back, all is well again", holds=stage.succeeds("verify_files", **restored))


def downloads(lead: Visitor, paper: Any) -> bool:
    """Whether the paper's file comes as it was stored."""
    answer = lead.get(f"/documents/{paper.public_id}/")
    return answer.status == 200 and hashlib.sha256(answer.body).hexdigest() == paper.file.sha256


def tool(name: str) -> str:
    """One of PostgreSQL's own programs. SystemExit where it isn't installed."""
    folder = programs.postgresql_bin()
    if folder is None or not (folder / name).exists():
        raise SystemExit(f"This drill needs {name}: install PostgreSQL's client programs.")
    return str(folder / name)
