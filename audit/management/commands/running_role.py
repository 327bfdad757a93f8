"""``manage.py running_role``: grants the role that runs the portal what it needs, after each ``migrate``."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from audit.database_role import grant, tables


class Command(BaseCommand):
    help = (
        "Run as the tables' owner (OWNER_DATABASE_URL), after migrate: makes the role of DATABASE_URL where there is none, and "
        "grants it what running the portal takes: on the audit tables to insert and to select, and nothing else."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            self.stdout.write("Roles are PostgreSQL's: this database has none, and nothing was granted.")
            return
        running, owner = settings.RUNNING_DATABASE, connection.settings_dict
        role = str(running.get("USER", ""))
        if not settings.IS_OWNER_OF_DATABASE or not role or role == owner["USER"]:
            raise CommandError(
                "Set OWNER_DATABASE_URL to the owner's address of the database, and DATABASE_URL to that of another role."
            )
        try:
            grant(role=role, password=str(running.get("PASSWORD", "")))
        except DatabaseError as error:
            raise CommandError(
                f"The owner may not do this: {str(error).strip()} Make the role first, as a superuser: "
                f"CREATE ROLE \"{role}\" LOGIN PASSWORD '…'"
            ) from None
        self.stdout.write(f"{role} runs the portal, and only adds to {', '.join(tables())}.")
