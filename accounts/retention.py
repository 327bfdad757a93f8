"""How long is kept what a person typed and didn't save."""

from accounts import drafts, kept_forms
from common.retention import Rule, register

register(
    Rule(
        name="accounts.kept_forms",
        what="forms that were sent while their sender wasn't signed in any more",
        kept=lambda: kept_forms.KEPT_FOR,
        delete=lambda _now: kept_forms.purge(),
        is_hourly=True,
    )
)
register(
    Rule(
        name="accounts.drafts",
        what="drafts of long forms",
        kept=lambda: drafts.KEPT_FOR,
        delete=lambda _now: drafts.purge(),
    )
)
