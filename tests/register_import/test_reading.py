"""What a list of agencies says: nothing is assumed in an agency's favor."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from roster_import.reading.problems import Unreadable
from tests.register_import.lists import HEADINGS, asked, one, read, refused, row


def test_an_agency_on_the_way_is_read_with_the_edition_of_its_day() -> None:
    found = read(
        one({"City": "Perry", "Sworn": "1,044", "Contact": "Bo Hill", "Email": "Bo Hill <BO@perry.example>"})
    )
    assert row(found) == {
        "line": 2, "name": "Perry Police Department", "kind": "municipal", "country": "US", "region": "US-GA",
        "city": "Perry", "pledged_on": date(2019, 5, 14), "coordinator": "Bo Hill", "email": "bo@perry.example", "sworn": 1044,
    }  # fmt: skip
    assert found.new[0].edition == "2016"
    assert (found.pledged, found.certified) == (1, 0)


@pytest.mark.parametrize(("day", "edition"), [("2021-12-31", "2016"), ("2022-01-01", "2022")])
def test_the_edition_follows_the_day_of_the_pledge(day: str, edition: str) -> None:
    assert read(one({"Pledged on": day})).new[0].edition == edition


def test_titles_above_and_totals_below_are_no_agencies() -> None:
    found = read(
        f"One Mind Campaign\nPrinted 11/20/2026\n\n{HEADINGS}\nGEORGIA\nPerry PD,Perry,GA,2019-05-14,,Pledged\n"
        f"{HEADINGS}\nBelton PD,Belton,MO,2020-01-31,,Pledged\nTotal,,,2,,\nSource: CRM export,,,,,\n"
    )
    assert [(entry.line, entry.name) for entry in found.new] == [(6, "Perry PD"), (8, "Belton PD")]
    assert refused(found) == []
    assert [line for line, _text in found.reading.left_out] == [5, 7, 9, 10]


def test_an_agency_whose_name_begins_like_a_total_stays() -> None:
    assert read(one({"Agency": "Total Wine Security Police"})).new[0].name == "Total Wine Security Police"


def test_two_rows_of_headings_with_merged_cells_are_one() -> None:
    found = read(
        "Agency,,Location,,Dates,,Coordinator,\n"
        "Name,Type,City,State,Pledged,Completed,Name,Email\n"
        "Perry Police Department,City,Perry,GA,2019-05-14,,Bo Hill,bo@perry.example\n",
        {"unsaid_pledged": "pledged"},
    )
    assert row(found)["coordinator"] == "Bo Hill"
    assert (row(found)["city"], row(found)["email"]) == ("Perry", "bo@perry.example")


def test_days_in_the_order_that_the_file_shows_are_read_so() -> None:
    found = read(f"{HEADINGS}\nPerry PD,Perry,GA,3/4/2019,,Pledged\nBelton PD,Belton,MO,3/14/2019,,Pledged\n")
    assert [entry.pledged_on for entry in found.new] == [date(2019, 3, 4), date(2019, 3, 14)]


def test_days_that_show_no_order_are_asked_about() -> None:
    text = f"{HEADINGS}\nPerry PD,Perry,GA,3/4/2019,,Pledged\n"
    assert asked(read(text)) == [("day_order:0", 1)]
    assert read(text).new == []
    assert read(text, {"day_order:0": "day_first"}).new[0].pledged_on == date(2019, 4, 3)


def test_excel_serial_numbers_are_days() -> None:
    assert row(read(one({"Pledged on": "43599"})))["pledged_on"] == date(2019, 5, 14)


@pytest.mark.parametrize(
    "day", ["2017", "May 2019", "spring 2019", "soon", "5/32/2019", "2019-05-14 and 2020-01-01"]
)
def test_a_day_that_cant_be_read_refuses_its_row(day: str) -> None:
    assert refused(read(one({"Pledged on": day}))) == [(2, "Pledged on", day)]


@pytest.mark.parametrize(
    ("cells", "refusal"),
    [
        ({"Pledged on": ""}, ("Pledged on", "")),
        ({"Pledged on": "n/a"}, ("Pledged on", "n/a")),
        ({"Pledged on": "2027-01-01"}, ("Pledged on", "2027-01-01")),
        ({"Pledged on": "2014-01-01"}, ("Pledged on", "2014-01-01")),
        ({"Status": "Certified"}, ("Completed on", "")),
        ({"Status": "Certified", "Completed on": "2018-01-01"}, ("Completed on", "2018-01-01")),
        ({"Status": "Certified", "Completed on": "2028-01-01"}, ("Completed on", "2028-01-01")),
        ({"Status": "Certified", "Completed on": "2020"}, ("Completed on", "2020")),
        ({"Status": "Pledged", "Completed on": "2020-06-01"}, ("Status", "Pledged")),
        ({"Status": "Withdrawn"}, ("Status", "Withdrawn")),
        ({"Status": "pledged 2017"}, ("Status", "pledged 2017")),
        ({"Agency": ""}, ("Agency", "")),
        ({"State": ""}, ("State", "")),
        ({"State": "Georgiana"}, ("State", "Georgiana")),
        ({"Country": "Atlantis"}, ("Country", "Atlantis")),
        ({"ORI": "123"}, ("ORI", "123")),
        ({"ORI": "FL0010000"}, ("ORI", "FL0010000")),
        ({"Email": "call him"}, ("Email", "call him")),
        ({"Sworn": "about 40"}, ("Sworn", "about 40")),
        ({"Sworn": "9999999"}, ("Sworn", "9999999")),
    ],
)  # fmt: skip
def test_what_cant_be_taken_refuses_the_row_and_names_the_cell(
    cells: dict[str, str], refusal: tuple[str, str]
) -> None:
    found = read(one({"Completed on": "", **cells}))
    assert found.new == []
    assert refused(found) == [(2, *refusal)]


def test_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    found = read(one({"Pledged on": "soon", "State": "XX", "Email": "none here"}))
    assert refused(found) == [(2, "State", "XX"), (2, "Pledged on", "soon"), (2, "Email", "none here")]


@pytest.mark.parametrize(
    "status",
    ["Certified", "Completed", "COMPLETE", "One Mind Certified", "Certified 2020", "certified (2020)"],
)
def test_certified_is_who_the_file_says_is_certified(status: str) -> None:
    found = read(one({"Status": status, "Completed on": "2020-06-01"}))
    assert row(found)["completed_on"] == date(2020, 6, 1)
    assert (found.pledged, found.certified) == (0, 1)


def test_a_day_behind_the_status_is_that_of_the_status() -> None:
    found = read(one({"Status": "Certified 6/15/2020"}))
    assert row(found)["completed_on"] == date(2020, 6, 15)


@pytest.mark.parametrize(
    "status", ["Not completed", "In progress", "Incomplete", "Pledged 2019", "pledge signed"]
)
def test_not_certified_is_on_the_way(status: str) -> None:
    found = read(one({"Status": status}))
    assert "completed_on" not in row(found)


@pytest.mark.parametrize("status", ["Active", "Completed?", "Yes", "Done", "Certified pending review"])
def test_a_status_of_unclear_meaning_is_asked_about(status: str) -> None:
    text = one({"Status": status, "Completed on": "2020-06-01"})
    ((id, rows),) = asked(read(text))
    assert (id, rows, read(text).new) == (f"status:{status.lower().rstrip('?')}", 1, [])
    assert read(text, {id: "certified"}).certified == 1
    assert read(text, {id: "leave_out"}).to_data()["left_out"] == [
        {"line": 2, "text": "Perry Police Department"}
    ]


def test_a_status_that_the_file_doesnt_say_is_asked_about_and_never_invented() -> None:
    text = f"{HEADINGS}\nPerry PD,Perry,GA,2019-05-14,2020-06-01,\nBelton PD,Belton,MO,2020-01-31,,\n"
    assert asked(read(text)) == [("unsaid_completed", 1), ("unsaid_pledged", 1)]
    assert read(text).new == []
    answered = read(text, {"unsaid_completed": "certified", "unsaid_pledged": "pledged"})
    assert (answered.certified, answered.pledged) == (1, 1)


@pytest.mark.parametrize("ori", ["ga0760100", "GA 0760100", "GA-076-0100", " GA0760100 "])
def test_an_ori_is_taken_however_it_is_written(ori: str) -> None:
    assert row(read(one({"ORI": ori})))["ori"] == "GA0760100"


def test_an_ori_of_seven_characters_is_asked_about() -> None:
    text = one({"ORI": "ga07601"})
    assert asked(read(text)) == [("short_ori", 1)]
    assert read(text, {"short_ori": "zeros"}).new[0].ori == "GA0760100"
    assert read(text, {"short_ori": "leave_blank"}).new[0].ori == ""


@pytest.mark.parametrize(
    ("ori", "region"), [("NB0010000", "US-NE"), ("GM0010000", "US-GU"), ("GA0760100", "US-GA")]
)
def test_an_ori_tells_the_state_where_none_is_written(ori: str, region: str) -> None:
    assert row(read(one({"State": "", "ORI": ori})))["region"] == region


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"State": "Georgia"}, ("US", "US-GA", "")),
        ({"State": "ga."}, ("US", "US-GA", "")),
        ({"State": "US-GA"}, ("US", "US-GA", "")),
        ({"State": "D.C."}, ("US", "US-DC", "")),
        ({"State": "Ontario"}, ("CA", "CA-ON", "")),
        ({"State": "ON", "Country": "Canada"}, ("CA", "CA-ON", "")),
        ({"State": "CA", "Country": "USA"}, ("US", "US-CA", "")),
        ({"State": "", "City": "Perry, GA"}, ("US", "US-GA", "Perry")),
        ({"State": "", "Location": "Perry, GA 31069"}, ("US", "US-GA", "Perry")),
        ({"State": "", "City": "Oslo", "Country": "Norway"}, ("NO", "", "Oslo")),
    ],
)
def test_places_are_read_as_offices_write_them(cells: dict[str, str], place: tuple[str, str, str]) -> None:
    (entry,) = read(one(cells)).new
    assert (entry.country, entry.region, entry.city) == place


def test_of_two_addresses_a_person_says_which() -> None:
    text = one({"Email": "bo@perry.example; cy@perry.example"})
    assert asked(read(text)) == [("email:2", 1)]
    assert read(text, {"email:2": "cy@perry.example"}).new[0].email == "cy@perry.example"
    assert read(text, {"email:2": "leave_blank"}).new[0].email == ""
    assert read(text, {"email:2": "other@example.org"}).new == []


@pytest.mark.parametrize(("said", "sworn"), [("add", 15), ("full_time", 12), ("leave_blank", None)])
def test_full_time_and_part_time_are_added_only_where_a_person_says_so(said: str, sworn: int | None) -> None:
    text = one({"Sworn": "12 FT/3 PT"})
    assert asked(read(text)) == [("sworn_parts", 1)]
    assert read(text, {"sworn_parts": said}).new[0].sworn == sworn


@pytest.mark.parametrize(
    ("cell", "sworn"),
    [("40", 40), ("40.0", 40), ("1,200", 1200), ("40 sworn", 40), ("0", None)],
)
def test_numbers_of_officers_are_read(cell: str, sworn: int | None) -> None:
    assert read(one({"Sworn": cell})).new[0].sworn == sworn


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"Type": "Sheriff's Office"}, "sheriff"),
        ({"Type": "University"}, "campus"),
        ({"Type": "County", "Agency": "Houston County Sheriff's Office"}, "sheriff"),
        ({"Type": "County", "Agency": "Houston County Police"}, "county"),
        ({"Type": "", "Agency": "Perry College Police"}, "campus"),
        ({"Type": "", "Agency": "Georgia State Patrol"}, "state"),
    ],
)
def test_types_are_read_from_their_column_else_from_the_name(cells: dict[str, str], kind: str) -> None:
    assert read(one(cells)).new[0].kind == kind


def test_a_type_of_unclear_meaning_is_asked_about() -> None:
    text = one({"Type": "Tier 2"})
    assert asked(read(text)) == [("kind:tier 2", 1)]
    assert read(text, {"kind:tier 2": "campus"}).new[0].kind == "campus"


def test_a_column_is_what_a_person_says_it_is() -> None:
    text = "Agency,State,When,Status\nPerry PD,GA,2019-05-14,Pledged\n"
    assert refused(read(text)) == [(2, "Pledged on", "")]
    assert read(text, {"column:0:C": "pledged_on"}).new[0].pledged_on == date(2019, 5, 14)


def test_sheets_of_a_workbook_are_read_one_after_another() -> None:
    book = Workbook()
    first = book.active
    first.title = "On the way"
    for cells in (["Agency", "State", "Pledged", "Status"], ["Perry PD", "GA", date(2019, 5, 14), "Pledged"]):
        first.append(cells)
    second = book.create_sheet("Certified")
    for cells in (
        ["Agency", "State", "Pledged", "Certified on", "Status"],
        ["Belton PD", "MO", date(2019, 5, 1), date(2020, 6, 1), "Completed"],
    ):
        second.append(cells)
    book.create_sheet("Legend").append(["Colors", "red is late"])
    content = BytesIO()
    book.save(content)
    found = read(content.getvalue())
    assert [(entry.where, entry.is_certified) for entry in found.new] == [
        ("On the way:2", False),
        ("Certified:2", True),
    ]
    assert found.reading.skipped_sheets == ["Legend"]


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "Perry PD\n", "Date,Amount\n2019-01-01,7\n"])
def test_a_file_without_headings_of_agencies_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


@pytest.mark.parametrize(("encoding", "delimiter"), [("cp1252", ","), ("utf-16", "\t"), ("utf-8-sig", ";")])
def test_exports_of_any_encoding_and_delimiter_are_read(encoding: str, delimiter: str) -> None:
    text = one({"Agency": "Montréal Police", "State": "Quebec"}).replace(",", delimiter)
    assert read(text.encode(encoding)).new[0].name == "Montréal Police"
