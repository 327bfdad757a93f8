"""Two roles of PostgreSQL: one owns the tables and migrates, one runs the portal and may only add to the audit log.

What the portal's own role can't do, no hole in the portal can do: it inserts entries and reads them. The head follows by
a trigger that runs as the owner, and old security events are deleted by a function that does.
"""

from typing import Any, LiteralString

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.db import OperationalError, connection, transaction
from psycopg2 import sql
from psycopg2.extensions import encrypt_password

# Anyone who belongs to one of these can change tables past their grants, or the server's files.
_MIGHTY = ("pg_write_all_data", "pg_write_server_files", "pg_execute_server_program")
TRIGGERS = frozenset(
    {
        "audit_entry_append_only",
        "audit_entry_never_emptied",
        "audit_head_follows",
        "audit_head_grows",
        "audit_head_never_emptied",
        "audit_head_stays",
    }
)


def tables() -> list[str]:
    """The tables that the portal's role may only add to: all of this app."""
    return sorted(model._meta.db_table for model in apps.get_app_config("audit").get_models())


def grant(*, role: str, password: str = "") -> None:
    """Give ``role`` what running the portal takes, and nothing else of what it had. Run by the tables' owner, any time.

    In order: makes the role where there is none; sets its password, where the owner may and one is given; grants it all
    tables there are, and by default those that migrations will make; takes back all but INSERT and SELECT on the audit
    app's. DatabaseError where the owner may not.
    """
    with transaction.atomic():
        if not _fetch("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]):
            _run("CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE", role)
        if password and _may_set_passwords():
            _set_password(role, password)
        for statement in (
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
            "REVOKE ALL ON django_migrations FROM {role}",
            "GRANT SELECT ON django_migrations TO {role}",
        ):
            _run(statement, role)
        for table in tables():
            _run("REVOKE ALL ON {table} FROM {role}", role, table)
            _run("GRANT SELECT, INSERT ON {table} TO {role}", role, table)
        _run("REVOKE INSERT ON audit_head FROM {role}", role)
        _run("GRANT EXECUTE ON FUNCTION audit_purge_security(timestamptz) TO {role}", role)


def weaknesses() -> list[str]:
    """What the role of this connection could do to the audit log besides adding to it, one sentence each. Empty is right."""
    return [*_of_the_role(), *_of_the_tables(), *_of_the_triggers()]


def _of_the_role() -> list[str]:
    found = []
    ((superuser, makes_roles),) = _fetch(
        "SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )
    if superuser:
        found.append("it is a superuser")
    if makes_roles:
        found.append("it may make roles, and so make itself a member of the owner's")
    found += [
        f"it belongs to {name}"
        for (name,) in _fetch(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND pg_has_role(current_user, oid, 'MEMBER')",
            [list(_MIGHTY)],
        )
        if not superuser
    ]
    if _fetch("SELECT 1 WHERE has_schema_privilege(current_user, 'public', 'CREATE')"):
        found.append("it may create things in the schema public")
    return found


def _of_the_tables() -> list[str]:
    rows = _fetch(
        """
        SELECT c.relname, pg_has_role(current_user, c.relowner, 'MEMBER'),
               has_any_column_privilege(current_user, c.oid, 'UPDATE'),
               has_table_privilege(current_user, c.oid, 'DELETE'),
               has_table_privilege(current_user, c.oid, 'TRUNCATE'),
               has_table_privilege(current_user, c.oid, 'TRIGGER')
        FROM pg_class c WHERE c.oid = ANY(%s::regclass[]) ORDER BY c.relname
        """,
        [tables()],
    )
    found = []
    for name, owns, *rights in rows:
        if owns:
            found.append(f"it owns {name}, or belongs to the role that does")
        may = [
            word for word, has in zip(("update", "delete", "truncate", "trigger"), rights, strict=True) if has
        ]
        if may and not owns:
            found.append(f"it may {', '.join(may)} on {name}")
    return found


def _of_the_triggers() -> list[str]:
    on = {
        name
        for (name,) in _fetch(
            "SELECT tgname FROM pg_trigger WHERE tgname = ANY(%s) AND tgenabled IN ('O', 'A')",
            [list(TRIGGERS)],
        )
    }
    return [f"the trigger {name} is missing or switched off" for name in sorted(TRIGGERS - on)]


def _may_set_passwords() -> bool:
    return bool(_fetch("SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreaterole)"))


def _set_password(role: str, password: str) -> None:
    """As a hash, so that no log of the database's statements holds the password."""
    with connection.cursor() as cursor:
        hashed = encrypt_password(password, role, scope=connection.connection, algorithm="scram-sha-256")
        statement = sql.SQL("ALTER ROLE {role} LOGIN PASSWORD {hashed}").format(
            role=sql.Identifier(role), hashed=sql.Literal(hashed)
        )
        cursor.execute(statement.as_string(connection.connection))


def _run(statement: LiteralString, role: str, table: str = "audit_entry") -> None:
    with connection.cursor() as cursor:
        names = sql.SQL(statement).format(role=sql.Identifier(role), table=sql.Identifier(table))
        cursor.execute(names.as_string(connection.connection))


def _fetch(statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


@register(Tags.security, deploy=True)
def trail_is_out_of_reach(**_kwargs: Any) -> list[CheckMessage]:
    """The role that runs the portal may add to the trail, and neither change nor empty it."""
    if connection.vendor != "postgresql":
        return []
    if settings.IS_OWNER_OF_DATABASE:
        return [
            Error(
                "OWNER_DATABASE_URL is set: this process could change the audit trail.",
                hint="Give it to migrate and running_role alone.",
                id="audit.E001",
            )
        ]
    try:
        found = weaknesses()
    except OperationalError:
        return [
            Info("The database doesn't answer: the rights of its role weren't looked at.", id="audit.I001")
        ]
    hint = "Run manage.py migrate and manage.py running_role with OWNER_DATABASE_URL, as docs/operations.md says."
    return [
        Error(f"The database's role could change the audit trail: {words}.", hint=hint, id="audit.E002")
        for words in found
    ]
