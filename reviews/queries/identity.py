"""Requests to change who an agency is, as the desk sees them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import identity
from agencies import queries as agencies
from agencies.models import IdentityRequest
from agencies.permissions import Capability, refusal
from common.characters import cautions
from documents import queries as documents
from documents.models import Document
from pledges import queries as pledges
from pledges.lifecycle import PUBLIC
from reviews.queries.intake import Likeness, alike, names_of


@dataclass(frozen=True, slots=True)
class IdentityPage:
    """Everything that the page shows. ``touches`` says what public it changes; ``why_not`` why this reviewer can't decide."""

    asked: IdentityRequest
    rows: tuple[tuple[str | Promise, str, str], ...]
    touches: tuple[str | Promise, ...]
    certificates: tuple[Document, ...]
    alike: tuple[Likeness, ...]
    former_names: tuple[str, ...]
    cautions: tuple[str, ...]
    why_not: str | Promise

    @property
    def may_decide(self) -> bool:
        """Whether it waits, and this reviewer may decide on it."""
        return self.asked.state == IdentityRequest.State.WAITING and not self.why_not


def identity_page(asked: IdentityRequest, *, by: User) -> IdentityPage:
    """One request, old and new side by side, and what looks like the agency that it would become."""
    agency = asked.agency
    would_be = {
        name: asked.after.get(name, getattr(agency, name))
        for name in ("name", "country", "region", "city", "ori")
    }
    certificates = documents.valid_certificates().filter(agency=agency).order_by("-id")
    return IdentityPage(
        asked=asked,
        rows=identity.rows(asked, whole=True),
        touches=_touches(asked),
        certificates=tuple(certificates),
        alike=alike(agencies.near_duplicates(**would_be, exclude=agency)),
        former_names=agencies.former_names(agency),
        cautions=cautions(names_of(agency, **asked.after)),
        why_not=refusal(by, Capability.IDENTITY_DECIDE, agency),
    )


def _touches(asked: IdentityRequest) -> tuple[str | Promise, ...]:
    pledge = pledges.current_pledge(asked.agency)
    if pledge is None or pledge.lifecycle_state not in PUBLIC:
        return ()
    found: list[str | Promise] = [
        _("Its page in the directory, its badge, the lists, the map and the counts of its state."),
        _("The feeds, the files of open data and the API."),
        _("Letters and certificates that are issued from now on."),
    ]
    if "name" in asked.after:
        found.append(_("The present name stays searchable, and each of these says “formerly”."))
    return tuple(found)
