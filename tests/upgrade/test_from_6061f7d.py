"""A database of an earlier day, with the demonstration in it, is migrated to today, and says what it said.

The data is what commit 6061f7d made of ``migrate`` and ``demo`` on SQLite, as SQL, without sessions. Every table, row, key and
column of it is compared; whatever isn't the same stands below with its reason.
"""

import hashlib
import lzma
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from audit.models import kind_of, model_of

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).parent / "data" / "demonstration-6061f7d.sql.xz"

ROOMS = {
    "content": """
        association classlisting comment commentswitch disclaimer learningsite linkcheck milestone nomination note post
        question resource spotlight statistic supporter version
    """.split(),
    "newsletter": "issue issuedelivery issuesection postaladdress subscriber subscribercount".split(),
    "assistance": "assistanceentry assistancerequest peermatch".split(),
    "conversations": "abusereport blockedsender conversation conversationmessage".split(),
}
# Tables that have another name today.
RENAMED = {f"campaign_{model}": f"{room}_{model}" for room, models in ROOMS.items() for model in models}
# Tables that are gone, and why nothing is lost.
GONE = {
    "agencies_agency_search": "the index for searching is built over another column, from the same rows",
    "agencies_agency_search_config": "a part of that index",
    "agencies_agency_search_data": "a part of that index",
    "agencies_agency_search_docsize": "a part of that index",
    "agencies_agency_search_idx": "a part of that index",
}
# Tables that have more rows today: all that they had, and some.
GROWN = {
    "auth_permission": "models that came since have permissions",
    "django_content_type": "models that came since have a type",
    "django_migrations": "migrations that came since are applied",
    "outbox_message": "a migration posts what is to be done afterwards",
    "sqlite_sequence": "SQLite's own counters; tables came since",
}
# Columns that are gone, and where their values are; ``test_what_moved_is_there`` looks.
MOVED = {
    "partnerships_partnership": ("contact_name", "contact_email", "contact_phone"),
    "pledges_completion": (
        *("training_statement", "partnership_statement", "policy_statement"),
        "return_reasons",
    ),
}
# Columns whose values differ, and why.
CHANGED = {
    ("django_content_type", "app_label"): "the models of the campaign are in four apps",
    ("campaign_version", "kind"): "the kind of a row names its app",
    ("campaign_issue", "introduction"): "issues are written in Markdown",
    ("campaign_issuesection", "text"): "so are their sections",
    ("sqlite_sequence", "name"): "the tables have other names",
}
# What the demonstration has none of: a staff group, the admin's history, a version, the contact of a partnership.
ADDED = """
    INSERT INTO auth_group (id, name) VALUES (1, 'Writers');
    INSERT INTO auth_group_permissions (group_id, permission_id)
        SELECT 1, auth_permission.id FROM auth_permission WHERE codename IN ('change_question', 'view_subscriber');
    INSERT INTO django_admin_log (action_time, object_id, object_repr, action_flag, change_message, content_type_id, user_id)
        SELECT '2026-11-23 08:00:00', '1', 'A question', 2, '', django_content_type.id, (SELECT min(id) FROM accounts_user)
        FROM django_content_type WHERE model = 'question';
    INSERT INTO campaign_version (kind, row, number, made_at, fields)
        VALUES ('content.question', 1, 1, '2026-11-23 08:00:00', '{}');
    UPDATE partnerships_partnership SET contact_name = 'Robin Hale', contact_phone = '555-0100'
        WHERE id = (SELECT min(id) FROM partnerships_partnership);
"""
# A link of each kind from the demonstration's emails: the column that knows it by its hash.
MAILED = {
    "newsletter_subscriber.leave_hash": "kfowhsvzk3pwygxmzxchd5k6mbrgi5e2",
    "assistance_assistancerequest.follow_hash": "gdqdq4zxqfsmqdsyaqgksjisunhltcyf",
    "conversations_conversation.follow_hash": "wjlwcmvs2le7dyocto2jd6lk5j2f6s5t",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database as it was (``before.sqlite3``) and as it is today (``onemind.sqlite3``)."""
    made: Path = tmp_path_factory.mktemp("upgrade")
    with closing(sqlite3.connect(made / "before.sqlite3")) as database:
        database.executescript(lzma.decompress(DATA.read_bytes()).decode())
        database.executescript(ADDED)
    shutil.copy(made / "before.sqlite3", made / "onemind.sqlite3")
    manage(made, "migrate", "--verbosity", "0")
    return made


@pytest.fixture
def before(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "before.sqlite3")) as database:
        yield database


@pytest.fixture
def after(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "onemind.sqlite3")) as database:
        yield database


def manage(folder: Path, *command: str) -> str:
    """What a command of ours says about the database in the folder."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={
            **kept,
            "ONEMIND_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "onemind.settings.development",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tables(database: sqlite3.Connection) -> list[str]:
    return [
        name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
    ]


def columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]


def rows(database: sqlite3.Connection, table: str, names: list[str]) -> dict[object, dict[str, object]]:
    """A table's rows by their key, with these columns."""
    key = next((row[1] for row in database.execute(f'PRAGMA table_info("{table}")') if row[5]), "rowid")
    wanted = ", ".join(f'"{name}"' for name in names)
    found = database.execute(f'SELECT "{key}", {wanted} FROM "{table}"')
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in found}


def test_every_table_is_there(before: sqlite3.Connection, after: sqlite3.Connection) -> None:
    lost = {table for table in tables(before) if RENAMED.get(table, table) not in tables(after)}
    assert lost == set(GONE)
    assert not {table for table in tables(after) if table.startswith("campaign_")}


def test_every_row_has_its_key_and_says_what_it_said(
    before: sqlite3.Connection, after: sqlite3.Connection
) -> None:
    """One pass over all tables; each difference is named by table, key and column."""
    wrong: list[object] = []
    for table in tables(before):
        if table in GONE or table == "sqlite_sequence":
            continue
        today = RENAMED.get(table, table)
        had, have = columns(before, table), columns(after, today)
        if lost := {*had} - {*have} - {*MOVED.get(table, ())}:
            wrong.append((table, lost))
        names = [name for name in had if name in have and (table, name) not in CHANGED]
        old, new = rows(before, table, names), rows(after, today, names)
        if table not in GROWN and len(old) != len(new):
            wrong.append((table, len(old), len(new)))
        wrong += [(table, key, row, new.get(key)) for key, row in old.items() if new.get(key) != row]
    assert wrong == []


def test_there_is_enough_to_compare(before: sqlite3.Connection) -> None:
    """Of every kind of thing that moved there are rows, but for the four that the demonstration has none of."""
    empty = {table for table in RENAMED if not rows(before, table, ["id"])}
    assert empty == {"campaign_blockedsender", "campaign_linkcheck", "campaign_nomination"}


def test_what_moved_is_there(before: sqlite3.Connection, after: sqlite3.Connection) -> None:
    had = before.execute(
        "SELECT id, contact_name, contact_email, contact_phone FROM partnerships_partnership "
        "WHERE contact_name || contact_email || contact_phone <> '' ORDER BY 1"
    ).fetchall()
    has = "SELECT partnership_id, name, email, phone FROM partnerships_partnershipcontact ORDER BY 1"
    assert had
    assert after.execute(has).fetchall() == had
    said = {
        (pk, words)
        for column in MOVED["pledges_completion"][:3]
        for pk, words in before.execute(f"SELECT id, {column} FROM pledges_completion WHERE {column} <> ''")
    }
    kept = after.execute(
        "SELECT completion_id, statement FROM pledges_completionpractice WHERE statement <> ''"
    )
    assert said
    assert set(kept) == said


def test_issues_say_what_they_said(before: sqlite3.Connection, after: sqlite3.Connection) -> None:
    for table, column in (("issue", "introduction"), ("issuesection", "text")):
        had = dict(before.execute(f"SELECT id, {column} FROM campaign_{table}"))
        has = dict(after.execute(f"SELECT id, {column} FROM newsletter_{table}"))
        signs = re.compile(r"[^A-Za-z0-9]+")
        assert {key: signs.sub(" ", text).split() for key, text in has.items()} == {
            key: signs.sub(" ", text).split() for key, text in had.items()
        }
        assert " | " in "".join(had.values())
        assert " | " not in "".join(has.values())


def test_types_permissions_and_history_follow(before: sqlite3.Connection, after: sqlite3.Connection) -> None:
    room_of = {model: room for room, models in ROOMS.items() for model in models}
    types = "SELECT id, app_label, model FROM django_content_type"
    had = {pk: model for pk, app, model in before.execute(types) if app == "campaign"}
    has = {pk: (app, model) for pk, app, model in after.execute(types)}
    assert set(had.values()) == set(room_of)
    assert {pk: has[pk] for pk in had} == {pk: (room_of[model], model) for pk, model in had.items()}
    assert not [app for app, _model in has.values() if app == "campaign"]
    may = after.execute(
        "SELECT app_label, codename FROM auth_group_permissions "
        "JOIN auth_permission ON auth_permission.id = permission_id "
        "JOIN django_content_type ON django_content_type.id = content_type_id ORDER BY 1"
    )
    assert may.fetchall() == [("content", "change_question"), ("newsletter", "view_subscriber")]
    log = after.execute(
        "SELECT app_label, model, object_repr FROM django_admin_log "
        "JOIN django_content_type ON django_content_type.id = content_type_id"
    )
    assert log.fetchall() == [("content", "question", "A question")]
    versions = after.execute(
        "SELECT kind, row, number FROM content_version WHERE made_at = '2026-11-23 08:00:00'"
    )
    assert versions.fetchall() == [("content.question", 1, 1)]


@pytest.mark.parametrize("column", MAILED)
def test_links_that_were_mailed_are_known(after: sqlite3.Connection, column: str) -> None:
    table, _dot, name = column.partition(".")
    known = hashlib.sha256(MAILED[column].encode()).hexdigest()
    assert after.execute(f"SELECT count(*) FROM {table} WHERE {name} = ?", [known]).fetchone() == (1,)


def test_the_trail_is_whole_and_its_things_are_found(folder: Path, after: sqlite3.Connection) -> None:
    """The chain holds, nothing dangles, and what happened to a thing before it moved is found with what happened since."""
    manage(folder, "verify_trail")
    assert after.execute("PRAGMA foreign_key_check").fetchall() == []
    subjects = after.execute(
        "SELECT DISTINCT subject FROM audit_entry WHERE verb LIKE 'campaign.%'"
    ).fetchall()
    kinds = {subject.partition(":")[0] for (subject,) in subjects}
    assert {model_of(kind)._meta.app_label for kind in kinds} == {"assistance", "conversations", "newsletter"}
    assert {kind_of(model_of(kind)) for kind in kinds} == kinds
