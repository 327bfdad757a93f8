"""What a person is asked about a file. A question has a stable name, and its answer is one of a few plain words.

Answers are a JSON object, name -> value. Pages collect them, and ``manage.py preview_import`` takes them from a file.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from training.course_titles import fold

Answers = dict[str, str]

# What the answers are called on the pages. Courses are called by their titles.
LABELS: dict[str, str | Promise] = {
    "sworn": _("Sworn"),
    "not_sworn": _("Not sworn"),
    "left": _("Left"),
    "leave_out": _("Leave out"),
    "in_service": _("In service"),
    "on_leave": _("On leave"),
    "catalog": _("Yes, the whole course: use the catalog's hours"),
    "refuse": _("No, or not sure: refuse these trainings"),
    "month_first": _("Month first"),
    "day_first": _("Day first"),
    "completed": _("Completed"),
    "passed": _("Passed"),
    "failed": _("Failed"),
    "incomplete": _("Not finished"),
    "instructed": _("Taught it"),
    "scheduled": _("Not yet held"),
    "took_it": _("Took it"),
    "in_person": _("In person"),
    "live_online": _("Live online"),
    "recorded": _("Recorded"),
    "include": _("Use hidden rows"),
    "ignore": _("Ignore this column"),
    "same": _("The same person"),
    "new": _("Another person"),
    "different": _("Different people"),
    "each": _("Ask about each person"),
    "withdraw": _("Withdraw them"),
    "keep": _("Keep them"),
    "one_class": _("Days of one class"),
    "separate": _("Separate trainings"),
    "names": _("Yes, by name"),
    "stop": _("No: leave this table out"),
    "valid_months": _("Count back from that day by the time the course is valid"),
    "result": _("Yes"),
    "role": _("It says the role in the class"),
    "hours": _("Yes"),
    "right": _("Yes"),
    "wrong": _("No: leave the day out"),
}

# On which of the pages a question stands that isn't about a column.
PAGES = {
    "columns": "columns",
    "dates": "training",
    "hidden": "columns",
    "identity": "columns",
    "course": "training",
    "hours": "training",
    "result": "training",
    "role": "training",
    "delivery": "training",
    "records": "comparison",
    "person": "comparison",
    "missing": "comparison",
    "sworn": "people",
    "status": "people",
}
# Questions about days that are about people.
_DAYS_OF_SERVICE = ("dates:hired", "dates:rehired", "dates:separated", "dates:on-leave")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``values`` may be answered, ``proposal`` is preselected and never taken by itself.

    ``value`` is the file's word that is asked about, ``count`` how many people, rows or cells it concerns.
    """

    id: str
    about: str
    text: str
    values: tuple[str, ...]
    proposal: str | None = None
    value: str = ""
    count: int = 0
    examples: tuple[str, ...] = ()
    file: str = ""
    sheet: str = ""
    heading: str = ""
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What the question is about as a page groups it: what a column is stands apart from what its cells mean."""
        return "columns" if self.heading and self.about != "dates" else self.about

    @property
    def page(self) -> str:
        """The page it stands on: questions about columns come first, because their answers may change all others."""
        if self.heading:
            return "columns"
        return "people" if self.id.startswith(_DAYS_OF_SERVICE) else PAGES.get(self.about, "training")

    def to_data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "id": self.id,
            "about": self.about,
            "text": self.text,
            "values": list(self.values),
            "proposal": self.proposal,
            "value": self.value,
            "count": self.count,
            "examples": list(self.examples),
            "file": self.file,
            "sheet": self.sheet,
            "heading": self.heading,
            "labels": self.labels,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Question":
        """What `to_data` gave."""
        return cls(**{**data, "values": tuple(data["values"]), "examples": tuple(data["examples"])})


def name_of(about: str, *parts: str) -> str:
    """The name of a question: what it is about, and the words of the file that it is asked of."""
    return ":".join([about, *(fold(part).replace(" ", "-") or "blank" for part in parts)])


# Whether names that are only written in two ways are one person's, asked of many at once.
NAMES_AT_ONCE = "person:names"


def name_of_course(title: str) -> str:
    """The name of the question about a title; that of a list whose cells name no course (see `single_course`) begins with "?"."""
    return name_of("course", "list", title[1:]) if title.startswith("?") else name_of("course", title)


def open_questions(questions: list[Question], answers: Answers) -> list[Question]:
    """Those that aren't answered, or by a value that isn't offered."""
    return [question for question in questions if answers.get(question.id) not in question.values]
