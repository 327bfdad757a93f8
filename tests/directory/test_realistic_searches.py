"""What people really type finds its agency among the first three, in an index of some hundred real names.

``searches/agencies.tsv`` holds names, places and ORIs of US agencies, those that are looked for among others that are much
like them. ``searches/searches.tsv`` holds what is typed and which agency is meant; where a pattern with a star is meant, each
of the first three has to fit it.
"""

import csv
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from agencies.search_index import Entry, Index

FOLDER = Path(__file__).parent / "searches"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture(scope="module")
def index() -> Index:
    index = Index()
    index.put(Entry(number, **row) for number, row in enumerate(rows("agencies.tsv")))
    return index


def fits(entry: Entry, search: dict[str, str]) -> bool:
    return fnmatchcase(entry.name, search["agency"]) and search["region"] in {"", entry.region}


def test_realistic_searches_find_their_agency_among_the_first_three(index: Index) -> None:
    searches = rows("searches.tsv")
    missed = []
    for search in searches:
        first = [index.entries[pk] for pk in index.find(search["typed"]).pks[:3]]
        found = (all if "*" in search["agency"] else any)(fits(entry, search) for entry in first)
        if not first or not found:
            missed.append((search["typed"], [entry.name for entry in first]))

    assert len(searches) > 100
    assert missed == []


def test_state_finds_all_of_its_agencies_before_those_of_its_name(index: Index) -> None:
    texan = {pk for pk, entry in index.entries.items() if entry.region == "US-TX"}

    for typed in ("TX", "Texas", "texas"):
        assert set(index.find(typed).pks[: len(texan)]) == texan


def test_zip_finds_its_city_then_its_neighbors_and_says_where_it_is(index: Index) -> None:
    found = index.find("80202-1234")

    assert str(found.near) == "80202 (Denver, Colorado)"
    assert index.entries[found.pks[0]].name == "Denver Police Department"
    assert {index.entries[pk].region for pk in found.pks} == {"US-CO"}
    assert (index.find("00000").pks, index.find("00000").near) == ((), None)


def test_order_is_the_same_whatever_the_order_of_the_entries(index: Index) -> None:
    other = Index()
    other.put(reversed(index.entries.values()))

    for search in rows("searches.tsv"):
        assert other.find(search["typed"]) == index.find(search["typed"])
