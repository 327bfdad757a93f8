"""What is read for an import of agencies."""

from agencies.models import Agency, ReferenceAgency
from agencies.time_zones import latest_day
from files import store
from register_import.models import RegisterImport
from register_import.reading.alike import PORTAL, REFERENCE, Index, Known
from register_import.reading.outcome import Outcome, outcome_of
from roster_import.reading.tables import opened


def portal_index() -> Index:
    """Every agency of the portal that counts, to compare with. One statement."""
    index = Index()
    rows = Agency.objects.filter(is_provisional=False).order_by("pk")
    for public_id, name, country, region, city, ori in rows.values_list(
        "public_id", "name", "country", "region", "city", "ori"
    ).iterator():
        index.add(Known(PORTAL, public_id, name, country, region, city, ori))
    return index


def reference_index() -> Index:
    """The reference list, to compare with. One statement; empty where no list was loaded."""
    index = Index()
    rows = ReferenceAgency.objects.order_by("pk").values_list("ori", "name", "region", "city", "county")
    for ori, name, region, city, county in rows.iterator():
        index.add(Known(REFERENCE, ori, name, "US", region, city, ori, county))
    return index


def outcome(found: RegisterImport) -> Outcome:
    """What importing a file would do today, with the answers given so far. Raises `Unreadable`."""
    with store.open_file(found.file) as file, opened(file) as tables:
        return outcome_of(
            tables, found.answers, portal=portal_index(), reference=reference_index(), today=latest_day()
        )


def figures(outcome: Outcome) -> dict[str, int]:
    """What a comparison found, in numbers, for the list of imports."""
    return {
        "new": len(outcome.new),
        "pledged": outcome.pledged,
        "certified": outcome.certified,
        "alike": len(outcome.alike),
        "same": len(outcome.same),
        "refused": len({(refusal.sheet, refusal.line) for refusal in outcome.reading.refused}),
        "questions": len(outcome.reading.open_questions),
        "waiting": len(outcome.reading.waiting),
        "left_out": len(outcome.reading.left_out),
    }
