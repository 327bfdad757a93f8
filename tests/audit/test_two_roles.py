"""Two roles of a real PostgreSQL: the one that runs the portal adds to the audit log, and can't do anything else to it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from rehearsal.services import PostgreSQL
from tools import programs

ROOT = Path(__file__).resolve().parents[2]
RECORD = """
from django.db import transaction
from accounts.models import User
from audit import security, trail
from audit.verification import head
user = User.objects.get_or_create(email="ana@example.org")[0]
with transaction.atomic():
    trail.record("tests.done", by=user, subject=user)
security.note("tests.looked", request=None, by=user)
print(head())
"""


@dataclass(frozen=True, slots=True)
class Roles:
    """A migrated database, and its addresses for the role that owns it and for the one that runs the portal."""

    owner: str
    running: str
    folder: Path

    def manage(self, *words: str, owner: bool = False, text: str = "") -> subprocess.CompletedProcess[str]:
        """One of manage.py's commands in production's settings, as either role."""
        from tools.check import PRODUCTION

        environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            **PRODUCTION,
            "DATABASE_URL": self.running,
            "OWNER_DATABASE_URL": self.owner if owner else "",
            "ONEMIND_VAR": str(self.folder),
        }
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, env=environment, input=text, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def shell(self, code: str) -> str:
        """What a piece of the portal's own code prints, run as the role that runs the portal."""
        done = self.manage("shell", "--no-imports", "--command", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def run(url: str, *statements: str) -> list[tuple[Any, ...]]:
    """Run statements in one transaction of their own; what the last one found."""
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


@pytest.fixture(scope="module")
def roles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Roles]:
    """A PostgreSQL of its own, set up as docs/operations.md says, with one entry on the trail."""
    if programs.postgresql_bin() is None:
        pytest.skip("No PostgreSQL is installed")
    server = PostgreSQL()
    with closing(server._connect()) as connection, connection.cursor() as cursor:
        # As in docker-compose.yml, where the owner may make the other role.
        cursor.execute("ALTER ROLE onemind CREATEROLE")
        cursor.execute("DROP ROLE portal")
    found = Roles(server.url, server.running_url, tmp_path_factory.mktemp("roles"))
    for command in ("migrate", "running_role"):
        done = found.manage(command, owner=True)
        assert done.returncode == 0, done.stderr
    found.shell(RECORD)
    yield found
    server.stop()


def state(roles: Roles) -> str:
    """All that the audit log holds."""
    tables = ("audit_entry", "audit_head", "audit_securityevent")
    return json.dumps([run(roles.owner, f"SELECT t::text FROM {table} t ORDER BY id") for table in tables])  # noqa: S608


TRIED = {
    **{
        f"{what} {table}": statement.format(table=table)
        for table in ("audit_entry", "audit_head", "audit_securityevent")
        for what, statement in {
            "update": "UPDATE {table} SET id = id",
            "delete from": "DELETE FROM {table}",
            "truncate": "TRUNCATE {table}",
            "truncate with all": "TRUNCATE {table} CASCADE",
            "alter": "ALTER TABLE {table} ADD COLUMN forged text",
            "drop": "DROP TABLE {table} CASCADE",
            "rename": "ALTER TABLE {table} RENAME TO forged",
            "switch off the triggers of": "ALTER TABLE {table} DISABLE TRIGGER ALL",
            "put a trigger on": (
                "CREATE TRIGGER forged BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
            ),
            "put a rule on": "CREATE RULE forged AS ON INSERT TO {table} DO INSTEAD NOTHING",
            "own": "ALTER TABLE {table} OWNER TO portal",
            "grant itself": "GRANT ALL ON {table} TO portal;; UPDATE {table} SET id = id",
        }.items()
    },
    "insert a head": "INSERT INTO audit_head (id, entries, hash) VALUES (2, 0, '')",
    "empty after a setting": "SET onemind.trail_may_be_emptied = 'on';; TRUNCATE audit_entry, audit_head",
    "switch all triggers off": "SET session_replication_role = 'replica';; DELETE FROM audit_entry",
    "drop the trigger": "DROP TRIGGER audit_entry_append_only ON audit_entry",
    "drop the function": "DROP FUNCTION audit_refuse() CASCADE",
    "replace the function": (
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    ),
    "become the owner": "SET ROLE onemind",
    "become a member of the owner": "GRANT onemind TO portal",
    "become a superuser": "ALTER ROLE portal SUPERUSER",
    "make a role": "CREATE ROLE forged",
    "create a table": "CREATE TABLE forged (id int)",
    "create a schema": "CREATE SCHEMA forged",
    "forget a migration": "DELETE FROM django_migrations",
    "set the numbers back": "SELECT setval('audit_entry_id_seq', 1)",
    "add an entry that follows nothing": (
        "INSERT INTO audit_entry (at, verb, subject, details, previous_hash, hash) "
        "VALUES (now(), 'tests.forged', 'x', '{}', repeat('1', 64), repeat('2', 64))"
    ),
}


@pytest.mark.parametrize("what", TRIED)
def test_the_role_that_runs_the_portal_may_not(what: str, roles: Roles) -> None:
    before = state(roles)
    with pytest.raises(psycopg2.Error) as refused:
        run(roles.running, *TRIED[what].split(";; "))
    # Refused for want of a right, not for a mistake in the statement.
    assert refused.value.pgcode in {"42501", "42809"}, refused.value
    assert state(roles) == before


def test_what_it_may_not_do_its_owner_could_and_it_does_add_and_read(roles: Roles) -> None:
    entries = int(roles.shell(RECORD).partition(":")[0])
    assert entries >= 2
    assert run(roles.running, "SELECT count(*) FROM audit_entry") == [(entries,)]
    assert run(roles.running, "SELECT count(*) FROM audit_securityevent") == [(entries,)]
    assert f"{entries} entries, all whole." in roles.manage("verify_trail").stdout
    # The control: the statements are right, and the other role's doing them is only kept off by the triggers.
    with closing(psycopg2.connect(roles.owner)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE audit_entry DISABLE TRIGGER ALL; ALTER TABLE audit_head DISABLE TRIGGER ALL"
        )
        cursor.execute("UPDATE audit_entry SET id = id")
        cursor.execute("DELETE FROM audit_entry")
        cursor.execute("TRUNCATE audit_entry, audit_head")
        connection.rollback()


def test_it_does_everything_else_also_in_tables_that_come_later(roles: Roles) -> None:
    run(roles.owner, "CREATE TABLE later (id bigserial PRIMARY KEY, word text)")
    run(
        roles.running,
        "INSERT INTO later (word) VALUES ('one'); UPDATE later SET word = 'two'; DELETE FROM later",
    )
    run(roles.owner, "DROP TABLE later")


def test_a_table_of_the_audit_app_that_comes_later_is_taken_back_by_the_command(roles: Roles) -> None:
    run(roles.owner, "GRANT UPDATE, DELETE ON audit_entry, audit_securityevent TO portal")
    assert "it may update, delete on audit_entry" in _found(roles)
    assert roles.manage("running_role", owner=True).returncode == 0
    assert _found(roles) == ""


def test_old_security_events_go_all_the_same_and_young_ones_stay(roles: Roles) -> None:
    run(
        roles.running,
        "INSERT INTO audit_securityevent (at, label, subject, details) "
        "VALUES (now() - interval '401 days', 'tests.old', '', '{}')",
    )
    assert roles.shell("from audit import security; print(security.purge())") == "1"
    assert run(roles.running, "SELECT audit_purge_security(now() + interval '1 year')") == [(0,)]


def test_check_deploy_accepts_the_one_role_and_names_what_the_other_could_do(roles: Roles) -> None:
    assert _found(roles) == ""
    single = Roles(roles.owner, roles.owner, roles.folder)
    assert "it owns audit_entry, or belongs to the role that does" in _found(single)
    assert "OWNER_DATABASE_URL is set" in _found(roles, owner=True)


WEAKENED = [
    (
        "GRANT TRUNCATE ON audit_head TO portal",
        "REVOKE TRUNCATE ON audit_head FROM portal",
        "it may truncate on audit_head",
    ),
    (
        "GRANT UPDATE (verb) ON audit_entry TO portal",
        "REVOKE UPDATE (verb) ON audit_entry FROM portal",
        "it may update on audit_entry",
    ),
    (
        "GRANT CREATE ON SCHEMA public TO portal",
        "REVOKE CREATE ON SCHEMA public FROM portal",
        "it may create things in the schema public",
    ),
    ("ALTER ROLE portal CREATEROLE", "ALTER ROLE portal NOCREATEROLE", "it may make roles"),
    (
        "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only",
        "ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only",
        "the trigger audit_entry_append_only is missing or switched off",
    ),
    (
        "DROP TRIGGER audit_head_grows ON audit_head",
        "CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_grows()",
        "the trigger audit_head_grows is missing or switched off",
    ),
]


def test_check_deploy_finds_each_weakness_and_none_once_it_is_gone(roles: Roles) -> None:
    run(roles.owner, *(done for done, _, _ in WEAKENED))
    try:
        found = _found(roles)
    finally:
        run(roles.owner, *(undone for _, undone, _ in WEAKENED))
    assert [said for _, _, said in WEAKENED if said not in found] == []
    assert found.count("\n") == len(WEAKENED) - 1
    assert _found(roles) == ""


def test_check_deploy_finds_a_member_of_the_owner(roles: Roles) -> None:
    run(roles.owner, "GRANT onemind TO portal")
    try:
        assert "it owns audit_entry, or belongs to the role that does" in _found(roles)
    finally:
        run(roles.owner, "REVOKE onemind FROM portal")


def test_the_command_needs_two_roles(roles: Roles) -> None:
    single = Roles(roles.owner, roles.owner, roles.folder)
    for refused in (roles.manage("running_role"), single.manage("running_role", owner=True)):
        assert refused.returncode == 1
        assert "DATABASE_URL to that of another role" in refused.stderr


def _found(roles: Roles, *, owner: bool = False) -> str:
    """What ``check --deploy`` says about the audit log."""
    said = roles.manage("check", "--deploy", "--fail-level", "WARNING", owner=owner).stderr
    return "\n".join(line for line in said.splitlines() if "(audit.E" in line)
