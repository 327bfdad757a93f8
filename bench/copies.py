"""Many agencies like one: its officers and their records copied by the database itself, a statement a table."""

# ruff: noqa: S608 - the names are the models' own; values are parameters

from django.db import connection, models

from agencies.models import Agency
from training.models import Officer, TrainingRecord


def agencies_like(agency: Agency, count: int) -> None:
    """Add ``count`` agencies, each with the officers and the records that ``agency`` has."""
    made = Agency.objects.bulk_create([Agency(name=f"Agency {n}") for n in range(count)], batch_size=2000)
    of_officers = _columns(Officer, "agency_id")
    of_records = _columns(TrainingRecord, "agency_id", "officer_id")
    numbers = [agency.pk, made[0].pk, made[-1].pk]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO training_officer (agency_id, {', '.join(of_officers)})"
            f" SELECT a.id, {', '.join('o.' + name for name in of_officers)}"
            " FROM agencies_agency a JOIN training_officer o ON o.agency_id = %s WHERE a.id BETWEEN %s AND %s",
            numbers,
        )
        cursor.execute(
            f"INSERT INTO training_trainingrecord (agency_id, officer_id, {', '.join(of_records)})"
            f" SELECT copied.agency_id, copied.id, {', '.join('r.' + name for name in of_records)}"
            " FROM training_officer o JOIN training_trainingrecord r ON r.officer_id = o.id"
            " JOIN training_officer copied ON copied.ref = o.ref"
            " WHERE o.agency_id = %s AND copied.agency_id BETWEEN %s AND %s",
            numbers,
        )


def _columns(model: type[models.Model], *without: str) -> list[str]:
    names = [field.column for field in model._meta.concrete_fields if field.column is not None]
    return [name for name in names if name not in ("id", *without)]
