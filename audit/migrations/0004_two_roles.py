"""The head follows the entries by a trigger, so that the role that runs the portal needs to insert entries and nothing more;
and no setting of a connection lets the trail be emptied any longer."""

from django.db import migrations

# The trigger runs as the tables' owner. An entry that doesn't follow the last one is refused.
POSTGRESQL = """
CREATE FUNCTION audit_head_follows() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last text;
BEGIN
    SELECT hash INTO last FROM audit_head WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        last := NEW.previous_hash;
        INSERT INTO audit_head (id, entries, hash) SELECT 1, count(*) - 1, last FROM audit_entry;
    END IF;
    IF NEW.previous_hash <> last THEN
        RAISE EXCEPTION 'The audit trail is append-only: an entry follows the last one.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE audit_head SET entries = entries + 1, hash = NEW.hash WHERE id = 1;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION audit_head_follows() FROM PUBLIC;
CREATE TRIGGER audit_head_follows AFTER INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_head_follows();

CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only: % refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER audit_entry_append_only ON audit_entry;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_entry_never_emptied BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
DROP TRIGGER audit_head_stays ON audit_head;
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_never_emptied BEFORE TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

POSTGRESQL_BACK = """
DROP TRIGGER audit_head_follows ON audit_entry;
DROP FUNCTION audit_head_follows();
DROP TRIGGER audit_entry_append_only ON audit_entry;
DROP TRIGGER audit_entry_never_emptied ON audit_entry;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
DROP TRIGGER audit_head_stays ON audit_head;
DROP TRIGGER audit_head_never_emptied ON audit_head;
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

SQLITE = """
CREATE TRIGGER audit_head_follows AFTER INSERT ON audit_entry
BEGIN
    INSERT INTO audit_head (id, entries, hash)
        SELECT 1, (SELECT count(*) FROM audit_entry) - 1, NEW.previous_hash
        WHERE NOT EXISTS (SELECT 1 FROM audit_head WHERE id = 1);
    SELECT RAISE(ABORT, 'The audit trail is append-only: an entry follows the last one.')
        WHERE NEW.previous_hash <> (SELECT hash FROM audit_head WHERE id = 1);
    UPDATE audit_head SET entries = entries + 1, hash = NEW.hash WHERE id = 1;
END
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK, params=None)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER audit_head_follows")


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_security_log")]

    operations = [migrations.RunPython(make, unmake)]
