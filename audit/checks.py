"""What must be so of the audit log before the portal is open to the world. Run by ``manage.py check --deploy``."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.db import OperationalError, connection

from audit.database_role import weaknesses


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
