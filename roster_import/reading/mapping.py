"""What a person answered about a file: which column is what, and what its words mean. Plain values, and their JSON."""

from dataclasses import asdict, dataclass, field
from typing import Any

from roster_import.reading.columns import is_officer_target
from roster_import.reading.days import Order
from roster_import.reading.matrix import TAKEN


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One table's columns: index -> target key, or what `matrix.key_of` writes. Columns left out are ignored.

    ``orders`` says of columns with days which number is the day. ``titled``: the title that the whole table is about.
    ``suggested``: the code of the course that this may be. ``minutes``: columns whose numbers of hours are in minutes.
    ``holds_back``: a column may say how trainings ended, and none of them counts before that is answered.
    ``by_name``: no column has IDs, and people are told apart by their names, if a person says so.
    """

    file: int
    index: int
    columns: dict[int, str]
    heading_line: int
    width: int
    name: str = ""
    first_column: int = 0
    orders: dict[int, Order] = field(default_factory=dict)
    titled: str = ""
    suggested: str = ""
    minutes: tuple[int, ...] = ()
    by_name: bool = False
    holds_back: bool = False
    ids_have_digits: bool = True
    id_heading: str = ""
    is_partial: bool = False
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def targets(self) -> set[str]:
        return set(self.columns.values())

    @property
    def has_records(self) -> bool:
        """Whether rows of this table say that someone took a course."""
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
    """The tables with their columns, and every answer that is known so far, by the question's name."""

    tables: tuple[TableMapping, ...]
    answers: dict[str, str] = field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """As JSON."""
        return {"tables": [_table_data(table) for table in self.tables], "answers": self.answers}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Mapping":
        """What `to_data` gave."""
        return cls(
            tables=tuple(_table_of(table) for table in data.get("tables", ())),
            answers=data.get("answers", {}),
        )


def _table_data(table: TableMapping) -> dict[str, Any]:
    return {
        **asdict(table),
        "columns": {str(index): key for index, key in sorted(table.columns.items())},
        "orders": {str(index): order.value for index, order in sorted(table.orders.items())},
    }


def _table_of(data: dict[str, Any]) -> TableMapping:
    return TableMapping(
        **{
            **data,
            "columns": {int(index): key for index, key in data["columns"].items()},
            "orders": {int(index): Order(order) for index, order in data["orders"].items()},
            "minutes": tuple(data.get("minutes", ())),
        }
    )
