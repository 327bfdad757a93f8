"""What a page is about, for search engines: schema.org as JSON-LD.

A ``<script>`` of this type holds data. Browsers neither run it nor hold it against the content security policy, so it needs
no nonce, and a page that is cached stays true.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.addresses import absolute

CONTEXT = "https://schema.org"
# What could end the element, or begin another, as JSON's own escapes: a name may hold "</script>".
_ESCAPES = {ord(mark): f"\\u{ord(mark):04X}" for mark in "<>&\u2028\u2029"}


def script(data: Mapping[str, Any]) -> SafeString:
    """The element with this thing in it. Values may be dates and translated strings; nothing in them can leave it."""
    text = json.dumps({"@context": CONTEXT, **data}, cls=DjangoJSONEncoder, ensure_ascii=False)
    # Its text is escaped for where it stands, above.
    return mark_safe(f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>')  # noqa: S308


def campaign() -> dict[str, Any]:
    """Who stands behind the site."""
    return {
        "@type": "Organization",
        "@id": absolute("/#campaign"),
        "name": str(settings.SITE_NAME),
        "url": absolute("/"),
        "logo": absolute(static("img/touch-icon.png")),
        "email": settings.CONTACT_EMAIL,
        "parentOrganization": {
            "@type": "Organization",
            "name": _("International Association of Chiefs of Police"),
            "url": "https://www.theiacp.org/",
        },
    }


def article(
    kind: str, headline: str, about: str, path: str, published: date | None, changed: date | None
) -> dict[str, Any]:
    """A text that the campaign published: schema.org's ``kind`` of article, and the days that are known of it."""
    described = {
        "@type": kind,
        "headline": headline,
        "description": about,
        "url": absolute(path),
        "datePublished": published,
        "dateModified": changed,
        "image": absolute(static("img/social.png")),
        "author": {"@id": absolute("/#campaign")},
        "publisher": campaign(),
    }
    return {name: value for name, value in described.items() if value}


def trail(parts: Sequence[tuple[Any, str]], here: str) -> dict[str, Any]:
    """A breadcrumb: labels with their paths, from the first page on. The last one is the page itself, ``here``."""
    steps = [(_("Start"), "/"), *((label, url or here) for label, url in parts)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": str(label), "item": absolute(url)}
            for number, (label, url) in enumerate(steps, start=1)
        ],
    }
