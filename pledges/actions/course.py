"""What else can happen to a pledge that is on its way: extended, withdrawn, lapsed, reinstated, a newer edition."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.permissions import Capability, require
from agencies.time_zones import today_of
from audit.versions import save_next
from common.problems import Conflict, Refused
from compliance.editions import EDITIONS, edition_by_code
from pledges import messages, permissions, queries
from pledges.actions.completion import close_open
from pledges.actions.rows import lock_pledge, move, record, tell_agency
from pledges.lifecycle import PREPARING, Transition
from pledges.models import Pledge

# An extension beyond this is a slip of the keyboard.
LONGEST_EXTENSION_YEARS = 5


def extend(*, pledge: Pledge, until: date, reason: str, by: User) -> Pledge:
    """Give the agency until a later day, and return the pledge.

    Refused unless the day is later than today and than the deadline as it stands, and without a reason. In order:
    writes it, records it, posts an email to each lead and signatory.
    """
    with transaction.atomic():
        locked = lock_pledge(pledge)
        permissions.require(Transition.EXTEND, by=by, agency=locked.agency)
        move(locked, Transition.EXTEND)
        _set_extension(locked, until, reason)
        save_next(locked, "state", "extended_until", "extension_reason")
        entry = record("extended", locked, by=by, until=until.isoformat())
        tell_agency("extended", locked, entry)
        return locked


def withdraw(*, pledge: Pledge, by: User) -> Pledge:
    """End the pledge, and return it, WITHDRAWN; a completion that waits for the IACP is withdrawn with it.

    In order: takes back what waits and unlocks the evidence, writes it, records it, posts an email to each lead and
    signatory.
    """
    with transaction.atomic():
        locked = lock_pledge(pledge)
        permissions.require(Transition.WITHDRAW, by=by, agency=locked.agency)
        move(locked, Transition.WITHDRAW)
        close_open(locked)
        locked.ended_on = today_of(locked.agency)
        save_next(locked, "state", "ended_on")
        entry = record("withdrawn", locked, by=by)
        tell_agency("withdrawn", locked, entry)
        return locked


def lapse(*, pledge: Pledge, by: User) -> Pledge:
    """End a pledge that is overdue, and return it, LAPSED. A reviewer decides that; no pledge lapses by itself.

    Refused while the pledge isn't overdue. In order: writes it, records it, posts an email to each lead and signatory.
    """
    with transaction.atomic():
        locked = lock_pledge(pledge)
        permissions.require(Transition.LAPSE, by=by, agency=locked.agency)
        today = today_of(locked.agency)
        overdue = queries.clock_of(locked, today).is_overdue
        move(locked, Transition.LAPSE)
        if not overdue:
            raise Refused(_("This pledge isn't overdue, so it can't lapse."))
        locked.ended_on = today
        save_next(locked, "state", "ended_on")
        entry = record("lapsed", locked, by=by)
        tell_agency("lapsed", locked, entry)
        return locked


def reinstate(*, pledge: Pledge, until: date, reason: str, by: User) -> Pledge:
    """Take up a pledge again that had lapsed, and return it, ACTIVE, with an extension; the date of the pledge stays.

    Refused unless the day is later than today and the deadline, and without a reason; Conflict when the agency has
    pledged again. In order: writes it, records it, posts an email to each lead and signatory.
    """
    with transaction.atomic():
        locked = lock_pledge(pledge)
        permissions.require(Transition.REINSTATE, by=by, agency=locked.agency)
        move(locked, Transition.REINSTATE)
        if queries.live_pledge(locked.agency) is not None:
            raise Conflict(_("This agency has pledged again. That pledge takes the place of this one."))
        _set_extension(locked, until, reason)
        _keep_lapse(locked)
        save_next(locked, "state", "extended_until", "extension_reason", "ended_on", "earlier_statuses")
        entry = record("reinstated", locked, by=by, until=until.isoformat())
        tell_agency("reinstated", locked, entry)
        return locked


def adopt_edition(*, pledge: Pledge, edition: str, by: User) -> Pledge:
    """Have the pledge judged by a newer edition of the rule, at the agency's own wish, and return it.

    Refused for an unknown or older edition; Conflict unless the pledge is on its way with nothing submitted. In order:
    writes it, records it.
    """
    with transaction.atomic():
        locked = lock_pledge(pledge)
        require(by, Capability.PLEDGE_RENEW, locked.agency)
        if locked.lifecycle_state not in PREPARING:
            raise Conflict(messages.transition_closed(locked.lifecycle_state))
        before = edition_by_code(locked.edition)
        if edition not in EDITIONS or EDITIONS[edition].in_force_from <= before.in_force_from:
            raise Refused(_("Only a newer edition can be adopted."), field="edition")
        locked.edition = edition
        save_next(locked, "edition")
        record("edition_adopted", locked, by=by, before=before.code, after=edition)
        return locked


def _keep_lapse(pledge: Pledge) -> None:
    """Put the days as a lapsed pledge with the earlier statuses, and what holds again from today; unsaved."""
    if pledge.ended_on is None:
        return
    ended_on, today = pledge.ended_on.isoformat(), today_of(pledge.agency).isoformat()
    kind, since = ("revoked", pledge.revoked_on) if pledge.revoked_on else ("on_the_way", pledge.pledged_on)
    pledge.earlier_statuses += [["lapsed", ended_on, ended_on], [kind, since.isoformat(), today]]
    pledge.ended_on = None


def _set_extension(pledge: Pledge, until: date, reason: str) -> None:
    today = today_of(pledge.agency)
    deadline = queries.clock_of(pledge, today).deadline_on
    if until <= max(today, deadline):
        raise Refused(_("Choose a day after today and after the deadline as it stands."), field="until")
    if until.year > today.year + LONGEST_EXTENSION_YEARS:
        raise Refused(_("Choose a day within the next five years."), field="until")
    if not reason.strip():
        raise Refused(_("Enter a reason. The agency is told."), field="reason")
    pledge.extended_until = until
    pledge.extension_reason = reason.strip()
