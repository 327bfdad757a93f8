"""The campaign's one-pager: what it says today, drawn ahead of its readers, and the copy that they get.

The PDF is drawn by a worker and kept in the cache, under the digest of what it says; a page that is asked for draws nothing.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from campaign.content.queries import disclaimers
from common import markdown
from common.addresses import absolute
from compliance.editions import edition_on
from directory import queries
from documents.one_pager import OnePagerContent, invited

LANGUAGE = "en"
SIZES = ("letter", "a4")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A one-pager as it is kept. ``digest`` is that of its content, as hexadecimal SHA-256; ``as_of`` its figures' day."""

    pdf: bytes
    digest: str
    as_of: date


def content(size: str, *, on: date) -> OnePagerContent:
    """What the one-pager on this sheet says today; one statement, or two."""
    headline = queries.headline()
    edition = edition_on(on)
    return OnePagerContent(
        language=LANGUAGE,
        size=size,
        as_of=on,
        took_the_pledge=headline.took_the_pledge,
        certified=headline.certified,
        regions=headline.regions,
        portal_url=absolute("/"),
        pledge_url=absolute(reverse("pledges:take")),
        practices=invited(edition),
        guide_months=edition.guide_months,
        limit_months=edition.limit_months,
        contact_email=settings.CONTACT_EMAIL,
        disclaimers=tuple(map(markdown.plain, disclaimers.disclaimers())),
    )


def draw() -> int:
    """Draw each sheet whose kept copy says something else than what holds now. Returns how many were drawn.

    May run twice at once: both draw the same. The copies have no time limit; one that the cache lost is drawn again.
    """
    today = timezone.localdate()
    done = 0
    for size in SIZES:
        paper = content(size, on=today)
        digest = _digest(paper)
        kept = drawn(size)
        if kept is None or kept.digest != digest:
            # What draws is heavy, and only a process that draws should carry it.
            from documents.rendering import render_pdf

            cache.set(_key(size), (render_pdf(paper), digest, today), timeout=None)
            done += 1
    return done


def drawn(size: str) -> Drawn | None:
    """The copy that readers get; None before the first is drawn."""
    kept = cache.get(_key(size))
    return Drawn(*kept) if kept is not None else None


def _digest(paper: OnePagerContent) -> str:
    return hashlib.sha256(json.dumps(paper.to_data(), sort_keys=True).encode()).hexdigest()


def _key(size: str) -> str:
    return f"portal.one_pager.{size}"
