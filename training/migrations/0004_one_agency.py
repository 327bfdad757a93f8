"""The database itself refuses rows that join two agencies: a record and its officer, a record and its class."""

from django.db import migrations

# A statement is checked once, however many rows it adds, so that an import pays for one join a batch. What a row is
# moved to is checked row by row: nothing moves in the ordinary course of things.
POSTGRESQL = """
CREATE FUNCTION training_refuse_two_agencies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'This row would join two agencies.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION training_check_added_records() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM added JOIN training_officer o ON o.id = added.officer_id WHERE o.agency_id <> added.agency_id
    ) OR EXISTS (
        SELECT 1 FROM added JOIN training_offering c ON c.id = added.offering_id WHERE c.agency_id <> added.agency_id
    ) THEN
        RAISE EXCEPTION 'A training record belongs to the agency of its officer and its class.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION training_check_moved_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM training_officer o WHERE o.id = NEW.officer_id AND o.agency_id <> NEW.agency_id)
        OR EXISTS (SELECT 1 FROM training_offering c WHERE c.id = NEW.offering_id AND c.agency_id <> NEW.agency_id)
    THEN
        RAISE EXCEPTION 'A training record belongs to the agency of its officer and its class.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER training_record_added AFTER INSERT ON training_trainingrecord
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION training_check_added_records();
CREATE TRIGGER training_record_moved AFTER UPDATE OF agency_id, officer_id, offering_id ON training_trainingrecord
    FOR EACH ROW WHEN (
        (OLD.agency_id, OLD.officer_id, OLD.offering_id) IS DISTINCT FROM (NEW.agency_id, NEW.officer_id, NEW.offering_id)
    ) EXECUTE FUNCTION training_check_moved_record();
CREATE TRIGGER training_officer_stays BEFORE UPDATE OF agency_id ON training_officer
    FOR EACH ROW WHEN (OLD.agency_id <> NEW.agency_id) EXECUTE FUNCTION training_refuse_two_agencies();
CREATE TRIGGER training_offering_stays BEFORE UPDATE OF agency_id ON training_offering
    FOR EACH ROW WHEN (OLD.agency_id <> NEW.agency_id) EXECUTE FUNCTION training_refuse_two_agencies();
"""
POSTGRESQL_BACK = """
DROP TRIGGER training_record_added ON training_trainingrecord;
DROP TRIGGER training_record_moved ON training_trainingrecord;
DROP TRIGGER training_officer_stays ON training_officer;
DROP TRIGGER training_offering_stays ON training_offering;
DROP FUNCTION training_check_added_records();
DROP FUNCTION training_check_moved_record();
DROP FUNCTION training_refuse_two_agencies();
"""

# Row by row, as SQLite has it; AFTER, because SQLite copies every row for a trigger that comes before.
_RECORD = """
    WHEN NEW.agency_id <> (SELECT agency_id FROM training_officer WHERE id = NEW.officer_id)
        OR (
            NEW.offering_id IS NOT NULL
            AND NEW.agency_id <> (SELECT agency_id FROM training_offering WHERE id = NEW.offering_id)
        )
    BEGIN
        SELECT RAISE(ABORT, 'A training record belongs to the agency of its officer and its class.');
    END
"""
_STAYS = """
    WHEN OLD.agency_id <> NEW.agency_id
    BEGIN
        SELECT RAISE(ABORT, 'This row would join two agencies.');
    END
"""
SQLITE = (
    f"CREATE TRIGGER training_record_added AFTER INSERT ON training_trainingrecord {_RECORD}",
    "CREATE TRIGGER training_record_moved AFTER UPDATE OF agency_id, officer_id, offering_id"
    f" ON training_trainingrecord {_RECORD}",
    f"CREATE TRIGGER training_officer_stays BEFORE UPDATE OF agency_id ON training_officer {_STAYS}",
    f"CREATE TRIGGER training_offering_stays BEFORE UPDATE OF agency_id ON training_offering {_STAYS}",
)
SQLITE_BACK = (
    "DROP TRIGGER training_record_added",
    "DROP TRIGGER training_record_moved",
    "DROP TRIGGER training_officer_stays",
    "DROP TRIGGER training_offering_stays",
)


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
    dependencies = [("training", "0003_offering_counted_in")]

    operations = [migrations.RunPython(make, unmake)]
