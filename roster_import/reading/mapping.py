"""What a person answered about a file: which column is what, and what its words mean. Plain values, and their JSON."""

from dataclasses import dataclass, field
from typing import Any

from roster_import.reading.columns import OFFICER_ID, TAKEN, is_officer_target
from roster_import.reading.days import Order


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One table's columns: index -> target key, or ``taken:`` and a course's code. Columns left out are ignored."""

    file: int
    index: int
    columns: dict[int, str]
    heading_line: int
    width: int
    name: str = ""
    first_column: int = 0
    order: Order | None = None

    @property
    def targets(self) -> set[str]:
        return set(self.columns.values())

    @property
    def has_records(self) -> bool:
        """Whether rows of this table say that somebody took a course."""
        return "course" in self.targets or any(key.startswith(TAKEN) for key in self.targets)

    @property
    def describes_officers(self) -> bool:
        """Whether rows of this table say something about the person."""
        return any(map(is_officer_target, self.targets))

    def column_of(self, target: str) -> int | None:
        """The column mapped to a target."""
        return next((index for index, key in self.columns.items() if key == target), None)


@dataclass(frozen=True, slots=True)
class Mapping:
    """All answers. ``courses``: folded title -> the course's code, "" for "leave these rows out"."""

    tables: tuple[TableMapping, ...]
    courses: dict[str, str] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    delivery: dict[str, str] = field(default_factory=dict)
    sworn: dict[str, int] = field(default_factory=dict)
    hours_of_course: bool = False
    add_officers: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether every table has its officers' IDs; what is only proposed may lack them."""
        return bool(self.tables) and all(OFFICER_ID.key in table.targets for table in self.tables)

    def to_data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "tables": [
                {
                    "file": table.file,
                    "index": table.index,
                    "columns": {str(index): key for index, key in sorted(table.columns.items())},
                    "heading_line": table.heading_line,
                    "width": table.width,
                    "name": table.name,
                    "first_column": table.first_column,
                    "order": table.order and table.order.value,
                }
                for table in self.tables
            ],
            "courses": self.courses,
            "status": self.status,
            "delivery": self.delivery,
            "sworn": self.sworn,
            "hours_of_course": self.hours_of_course,
            "add_officers": self.add_officers,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Mapping":
        """What `to_data` gave."""
        return cls(
            tables=tuple(
                TableMapping(
                    **{
                        **table,
                        "columns": {int(index): key for index, key in table["columns"].items()},
                        "order": Order(table["order"]) if table["order"] else None,
                    }
                )
                for table in data["tables"]
            ),
            **{
                key: data[key]
                for key in ("courses", "status", "delivery", "sworn", "hours_of_course", "add_officers")
            },
        )
