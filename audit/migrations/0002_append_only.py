"""The database itself refuses to change the trail, whoever asks."""

from django.db import migrations

# A trail is emptied by nobody. The test runner empties tables between tests, by TRUNCATE, and says so through this
# setting of its own connection; whoever can set it in earnest could drop the trigger just as well.
POSTGRESQL = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('onemind.trail_may_be_emptied', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'The audit trail is append-only: % refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION audit_head_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.entries <> OLD.entries + 1 THEN
        RAISE EXCEPTION 'The head of the audit trail only grows.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_head_grows();
"""
POSTGRESQL_BACK = """
DROP TRIGGER audit_entry_append_only ON audit_entry;
DROP TRIGGER audit_head_stays ON audit_head;
DROP TRIGGER audit_head_grows ON audit_head;
DROP FUNCTION audit_refuse();
DROP FUNCTION audit_head_grows();
"""

# SQLite, the database of the first look: no DELETE trigger, because the test runner empties tables by DELETE and
# SQLite has no setting that a trigger could ask. ``verify_trail`` finds what was deleted.
SQLITE = (
    """
    CREATE TRIGGER audit_entry_append_only BEFORE UPDATE ON audit_entry
    BEGIN
        SELECT RAISE(ABORT, 'The audit trail is append-only: UPDATE refused.');
    END
    """,
    """
    CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head
    WHEN NEW.id <> OLD.id OR NEW.entries <> OLD.entries + 1
    BEGIN
        SELECT RAISE(ABORT, 'The head of the audit trail only grows.');
    END
    """,
)
SQLITE_BACK = ("DROP TRIGGER audit_entry_append_only", "DROP TRIGGER audit_head_grows")


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK, params=None)
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
