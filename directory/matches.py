"""The agencies that the search of the whole site shows: the best matches of the directory's own search."""

from array import array

from directory import finding, queries
from directory.listings import Listing


def best_matches(typed: str, limit: int) -> tuple[list[Listing], int]:
    """The public agencies that ``typed`` may mean, best first, and how many there are in all.

    Two statements beside those of ``finding.find``; none where it finds nothing.
    """
    found = finding.find(typed).pks
    if not found:
        return [], 0
    pledges = dict(queries.listed().filter(agency__in=found).order_by().values_list("agency", "pk"))
    numbers = array("q", (pledges[pk] for pk in found if pk in pledges))
    return (queries.whole(numbers[:limit]) if numbers else []), len(numbers)
