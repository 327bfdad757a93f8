"""What a person was ever known by: addresses they signed in with, and names. The database itself notes each change.

A conflict of interest lasts, and so must what it is found by: a new address or name is no way out of it. Triggers do it,
because addresses are also changed by django-allauth.
"""

from common import triggers

_TABLE = "accounts_knownas"


def _row(user: str, kind: str, value: str, but: str = "") -> str:
    return (
        f"INSERT INTO {_TABLE} (user_id, kind, value) SELECT {user}, '{kind}', {value}"
        f" WHERE {value} <> ''{but}"
    )


_OF_USER = (_row("NEW.id", "address", "NEW.email"), _row("NEW.id", "name", "NEW.name"))
_OF_ADDRESS = (_row("NEW.user_id", "address", "NEW.email", " AND NEW.verified"),)
TRIGGERS = (
    triggers.writing("accounts_user_known_added", "accounts_user", "INSERT", _OF_USER, into=_TABLE),
    triggers.writing(
        "accounts_user_known_changed", "accounts_user", "UPDATE OF email, name", _OF_USER, into=_TABLE
    ),
    triggers.writing(
        "accounts_address_known_added", "account_emailaddress", "INSERT", _OF_ADDRESS, into=_TABLE
    ),
    triggers.writing(
        "accounts_address_known_changed",
        "account_emailaddress",
        "UPDATE OF email, verified",
        _OF_ADDRESS,
        into=_TABLE,
    ),
)
