"""What the campaign's content begins with: Markdown files in ``seed/``, one a kind.

A file holds its rows one after the other. Each begins with fields between two lines of dashes, ``name: value``, where a line
that begins with two spaces goes on with the value above; what follows, up to the next row, is its text. A row is published
unless it says ``is_published: False``, as one does that staff have to complete first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "seed"
_EDGE = "---"


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of a model: the fields that a row is known by, and the field that its text goes into."""

    model: str
    known_by: tuple[str, ...]
    text: str
    # Came when seeds were remembered already: where none of its rows is there, none was deleted.
    is_younger: bool = False

    @property
    def path(self) -> Path:
        """The file with its rows."""
        return FOLDER / f"{self.model.lower()}.md"


KINDS = (
    Kind("Question", ("number",), "answer"),
    Kind("Note", ("number",), "text"),
    Kind("Statistic", ("figure",), "statement"),
    Kind("Milestone", ("year", "text"), "text"),
    Kind("Resource", ("kind", "title", "year"), "summary"),
    Kind("LearningSite", ("name",), "about"),
    Kind("Supporter", ("name",), "reason"),
    Kind("Spotlight", ("slug",), "body"),
    Kind("Post", ("slug",), "body"),
    Kind("Disclaimer", ("position",), "text"),
    Kind("Page", ("address",), "body", is_younger=True),
)


def seeds(kind: Kind) -> list[dict[str, str]]:
    """The rows of a kind, as text by field, in the order of its file."""
    return list(_rows(kind.path.read_text(encoding="utf-8"), kind.text))


def _rows(text: str, field: str) -> Iterator[dict[str, str]]:
    # Before the first line of dashes there is nothing; then fields and text take turns.
    parts = [part.strip("\n") for part in f"\n{text}".split(f"\n{_EDGE}\n")][1:]
    for head, body in zip(parts[::2], parts[1::2], strict=True):
        values: dict[str, str] = {}
        name = ""
        for line in head.split("\n"):
            if line.startswith("  "):
                values[name] += f"\n{line[2:]}"
            else:
                name, _colon, value = line.partition(": ")
                values[name] = value
        yield {**values, field: body}
