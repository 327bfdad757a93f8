"""Near-duplicates: shown to a person, never decided."""

from agencies.models import Agency
from register_import.reading.alike import FILE, PORTAL, REFERENCE, Index, Known
from register_import.reading.outcome import Outcome
from tests.register_import.lists import HEADINGS, read

PERRY = "Perry PD,Perry,GA,2019-05-14,,Pledged"


def index(where: str, *rows: tuple[str, str, str]) -> Index:
    """An index with agencies of Georgia: name, city, ORI."""
    found = Index()
    for number, (name, city, ori) in enumerate(rows):
        found.add(
            Known(
                where, f"k{number}", name, "US", "US-GA", city, ori, "Houston" if where == REFERENCE else ""
            )
        )
    return found


def beside(outcome: Outcome) -> list[tuple[int, list[tuple[str, str, str]]]]:
    """For each row to decide: its line, and where, key and why of each agency beside it."""
    return [
        (one.entry.line, [(match.known.where, match.known.key, match.why) for match in one.matches])
        for one in outcome.alike
    ]


def test_the_same_agency_spelled_in_two_ways_is_shown_beside_the_first() -> None:
    found = read(f"{HEADINGS}\n{PERRY}\nPerry Police Dept.,Perry,Georgia,2019-05-14,,Pledged\n")
    assert [entry.line for entry in found.new] == [2]
    assert beside(found) == [(3, [(FILE, "2", "same_name")])]


def test_a_misspelled_name_is_shown_beside_the_right_one() -> None:
    rows = "Zachary Point Police,Perry,GA,2019-05-14,,Pledged\nZachery Point Police,Perry,GA,2019-05-14,,Pledged\n"
    assert beside(read(f"{HEADINGS}\n{rows}")) == [(3, [(FILE, "2", "near_name")])]


def test_a_row_that_waits_for_an_answer_is_compared_with_too() -> None:
    found = read(f"{HEADINGS}\nPerry Police Department,Perry,GA,2019-05-14,,Hm\n{PERRY}\n")
    assert beside(found) == [(3, [(FILE, "2", "same_name")])]


def test_the_same_name_in_another_state_is_another_agency() -> None:
    found = read(f"{HEADINGS}\n{PERRY}\nPerry PD,Perry,FL,2019-05-14,,Pledged\n")
    assert (len(found.new), found.alike) == (2, [])


def test_a_sheriff_is_not_the_police_of_the_county() -> None:
    rows = "Houston County Sheriff's Office,,GA,2019-05-14,,Pledged\nHouston County Police,,GA,2019-05-14,,Pledged\n"
    assert read(f"{HEADINGS}\n{rows}").alike == []


def test_an_agency_of_the_portal_is_shown_and_a_person_decides() -> None:
    portal = index(PORTAL, ("Perry Police Department", "Perry", ""))
    text = f"{HEADINGS}\n{PERRY}\n"
    assert beside(read(text, portal=portal)) == [(2, [(PORTAL, "k0", "same_name")])]
    assert read(text, portal=portal).new == []
    other = read(text, {"alike:2": "new"}, portal=portal)
    assert [entry.name for entry in other.new] == ["Perry PD"]
    same = read(text, {"alike:2": "same"}, portal=portal)
    assert ([entry.name for entry in same.same], same.new, same.alike) == (["Perry PD"], [], [])


def test_an_ori_that_the_portal_has_makes_no_new_agency_whatever_is_answered() -> None:
    portal = index(PORTAL, ("Somewhere Else", "Macon", "GA0760100"))
    text = f"{HEADINGS},ORI\n{PERRY},GA0760100\n"
    found = read(text, {"alike:2": "new"}, portal=portal)
    assert (found.new, beside(found)) == ([], [(2, [(PORTAL, "k0", "same_ori")])])


def test_two_oris_that_differ_are_two_agencies() -> None:
    portal = index(PORTAL, ("Perry Police Department", "Perry", "GA0760200"))
    assert len(read(f"{HEADINGS},ORI\n{PERRY},GA0760100\n", portal=portal).new) == 1


def test_an_ori_of_an_agency_with_another_name_in_the_list_is_shown() -> None:
    reference = index(REFERENCE, ("Warner Robins Police Department", "", "GA0760100"))
    text = f"{HEADINGS},ORI\n{PERRY},GA0760100\n"
    assert beside(read(text, reference=reference)) == [(2, [(REFERENCE, "k0", "other_name")])]
    assert len(read(text, {"alike:2": "new"}, reference=reference).new) == 1


def test_the_list_tells_the_county() -> None:
    reference = index(REFERENCE, ("Perry Police Department", "", "GA0760100"))
    found = read(f"{HEADINGS}\n{PERRY}\n", reference=reference)
    assert (found.alike, found.counties) == ([], {"2": "Houston"})
    assert found.new[0].kind == Agency.Kind.MUNICIPAL
