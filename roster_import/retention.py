"""How long the files of an import are kept."""

from datetime import timedelta

from common.retention import Rule, register
from roster_import.actions import transitions

register(
    Rule(
        name="roster_import.files",
        what="the files of an import and what it remembers of rows, after it was last touched; until then it can be undone",
        kept=lambda: timedelta(days=transitions.KEPT_DAYS),
        delete=lambda now: transitions.purge_imports(now=now),
    )
)
