"""The terms of office of the IACP's Presidents: no two on one day, and no day without one that isn't noticed.

Papers carry the President in office on their date. The form says which term is in the way; the database refuses two terms
on one day whatever writes them.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.triggers import Trigger
from documents.models import PresidentTerm

# A term that ends within so many days, with none after it, is said to be about to.
WARN_AHEAD = timedelta(days=60)

_TABLE = "documents_presidentterm"
_OTHER = (
    f"EXISTS (SELECT 1 FROM {_TABLE} t WHERE t.id <> NEW.id"  # noqa: S608 - our own words
    " AND (t.until_on IS NULL OR t.until_on >= NEW.from_on) AND (NEW.until_on IS NULL OR NEW.until_on >= t.from_on))"
)
_BECAUSE = "Two terms of office may not have a day in common."


def _refusing(name: str, event: str) -> Trigger:
    # On PostgreSQL one writes at a time: neither of two transactions would see the other's term.
    return Trigger(
        name=name,
        tables=(_TABLE,),
        sqlite=f"CREATE TRIGGER {name} AFTER {event} ON {_TABLE} WHEN {_OTHER}"
        f" BEGIN SELECT RAISE(ABORT, '{_BECAUSE}'); END",
        postgresql=(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" PERFORM pg_advisory_xact_lock(hashtext('{_TABLE}'));"
            f" IF {_OTHER} THEN RAISE EXCEPTION '{_BECAUSE}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
            " RETURN NULL; END $$;"
            f" CREATE TRIGGER {name} AFTER {event} ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION {name}();"
        ),
    )


TRIGGERS = (
    _refusing("documents_term_apart_added", "INSERT"),
    _refusing("documents_term_apart_changed", "UPDATE OF from_on, until_on"),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a President in office. ``until`` is None where no term comes after."""

    since: date
    until: date | None

    @property
    def words(self) -> str:
        """What is missing, and what follows from it."""
        if self.until is None:
            days = _("From %(since)s on no President's term is entered.")
        elif self.until == self.since:
            days = _("On %(since)s no President's term is entered.")
        else:
            days = _("From %(since)s to %(until)s no President's term is entered.")
        values = {"since": date_format(self.since), "until": date_format(self.until) if self.until else ""}
        return f"{days % values} {_('No certificate can be issued on a day without one.')}"


def gaps() -> list[Gap]:
    """The days after the first term that no term covers, the earliest first; one statement."""
    found: list[Gap] = []
    free: date | None = None
    for since, until in PresidentTerm.objects.order_by("from_on").values_list("from_on", "until_on"):
        if free is not None and free < since:
            found.append(Gap(free, since - timedelta(days=1)))
        if until is None:
            return found
        day_after = until + timedelta(days=1)
        free = day_after if free is None else max(free, day_after)
    return [*found, Gap(free, None)] if free is not None else found


def warnings(today: date) -> list[str]:
    """What is to be done about the terms so that certificates can be issued today and in the next months, in words."""
    if not PresidentTerm.objects.filter(from_on__lte=today).exists():
        return [
            _("No President's term is entered for today. No certificate can be issued on a day without one.")
        ]
    ahead = today + WARN_AHEAD
    return [gap.words for gap in gaps() if gap.since <= ahead and (gap.until is None or gap.until >= today)]


def in_the_way(term: PresidentTerm) -> PresidentTerm | None:
    """A term that has a day in common with this one, which may be unsaved."""
    others = PresidentTerm.objects.exclude(pk=term.pk)
    if term.until_on is not None:
        others = others.filter(from_on__lte=term.until_on)
    return next((other for other in others if other.until_on is None or other.until_on >= term.from_on), None)
