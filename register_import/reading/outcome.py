"""What importing a file would do: its entries sorted into new ones, those like others, refused rows and open questions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from register_import.reading.alike import Alike, Index, alike, listed_as
from register_import.reading.cells import Answers
from register_import.reading.entries import Entry, Reading
from register_import.reading.lists import read
from roster_import.reading.tables import Table

NEW, SAME = "new", "same"


@dataclass(slots=True)
class Outcome:
    """``new`` are imported. ``alike`` wait for a person, ``same`` are agencies that a person said are known already."""

    reading: Reading
    new: list[Entry] = field(default_factory=list)
    alike: list[Alike] = field(default_factory=list)
    decided: list[Alike] = field(default_factory=list)
    same: list[Entry] = field(default_factory=list)
    counties: dict[str, str] = field(default_factory=dict)

    @property
    def pledged(self) -> int:
        """How many of the new ones are on the way."""
        return sum(not entry.is_certified for entry in self.new)

    @property
    def certified(self) -> int:
        return sum(entry.is_certified for entry in self.new)

    def to_data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "new": len(self.new),
            "alike": [one.to_data() for one in self.alike],
            "refused": [refusal.to_data() for refusal in self.reading.refused],
            "pledged": self.pledged,
            "certified": self.certified,
            "questions": [question.to_data() for question in self.reading.open_questions],
            "waiting": [line for _sheet, line in self.reading.waiting],
            "same": [entry.line for entry in self.same],
            "left_out": [{"line": line, "text": text} for line, text in self.reading.left_out],
            "columns": [
                {
                    "id": column.name,
                    "column": column.letter,
                    "heading": column.heading,
                    "read_as": column.read_as,
                }
                for column in self.reading.columns
            ],
        }


def outcome_of(
    tables: Iterable[Table], answers: Answers, *, portal: Index, reference: Index, today: date
) -> Outcome:
    """Read a file with the answers given so far, and compare its agencies. Raises `Unreadable`."""
    reading = read(tables, answers, today=today)
    found = Outcome(reading)
    for entry, doubt in alike(reading, portal=portal, reference=reference):
        listed = listed_as(entry, reference)
        if listed is not None and listed.county:
            found.counties[entry.where] = listed.county
        said = answers.get(doubt.id, "") if doubt is not None else NEW
        if doubt is not None and said in {NEW, SAME}:
            found.decided.append(doubt)
        if said == SAME:
            found.same.append(entry)
        elif said == NEW and (doubt is None or not doubt.is_same_ori):
            found.new.append(entry)
        elif doubt is not None:
            found.alike.append(doubt)
    return found
