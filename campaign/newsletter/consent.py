"""What people agree to when they sign up for the newsletter. Each subscriber keeps the version that was on the page.

A new wording is a new entry: what someone has agreed to is never rewritten.
"""

from django.utils.translation import gettext_lazy as _

WORDINGS = {
    "2026-11": _(
        "I would like to get the One Mind Campaign's newsletter by e-mail. My address is kept for that alone, is "
        "given to nobody, and is deleted when I unsubscribe, which each e-mail lets me do with one click."
    ),
}
CURRENT = "2026-11"
CURRENT_WORDING = WORDINGS[CURRENT]


def wording(version: str) -> str:
    """The words of a version; empty for one that never was."""
    return str(WORDINGS.get(version, ""))
