"""How long the uploaded lists of agencies are kept."""

from common.retention import Rule, register
from register_import.actions import transitions

register(
    Rule(
        name="register_import.files",
        what="the uploaded lists of agencies and the rows that stayed out, after the import was last touched; the agencies stay",
        kept=lambda: transitions.KEPT,
        delete=lambda now: transitions.purge_files(now=now),
    )
)
