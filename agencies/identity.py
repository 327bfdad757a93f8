"""Who an agency is, in words: the values of ``Agency.DECIDED`` as people read them, old beside new."""

import re
from unicodedata import category, normalize

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, IdentityRequest
from agencies.places import country_name, region_name

# What people put between the parts of an ORI.
_IN_ORIS = re.compile(r"[\s\-.‐-―]")
LABELS: dict[str, str | Promise] = {
    "name": _("Agency name"),
    "kind": _("Type of agency"),
    "country": _("Country"),
    "region": _("State or province"),
    "city": _("City"),
    "ori": _("ORI"),
}


def rows(request: IdentityRequest, *, whole: bool = False) -> tuple[tuple[str | Promise, str, str], ...]:
    """Each field that the request changes, as (label, old, new); with ``whole`` the others too, the same in both."""
    found = []
    for name in Agency.DECIDED:
        if whole or name in request.after:
            now = getattr(request.agency, name)
            old, new = request.before.get(name, now), request.after.get(name, now)
            found.append((LABELS[name], in_words(name, old), in_words(name, new)))
    return tuple(found)


def tidy_ori(typed: str) -> str:
    """An ORI however it was typed or pasted, in capitals: without spaces, hyphens, periods and what can't be seen."""
    plain = normalize("NFKC", typed)
    return "".join(sign for sign in plain if not _IN_ORIS.match(sign) and category(sign) != "Cf").upper()


def in_words(name: str, value: str) -> str:
    """A field's value as people read it."""
    if name == "kind":
        return str(dict(Agency.Kind.choices).get(value, value))
    if name == "country":
        return country_name(value)
    if name == "region":
        return region_name(value) if value else ""
    return value
