"""Forms that collect answers: to the open questions, to how columns are read, and cells written again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from roster_import.messages.questions import KINDS, MANY, REST, Proposed
from roster_import.reading import matrix
from roster_import.reading.columns import NAME_TARGETS, OFFICER_ID, OFFICER_TARGETS, RECORD_TARGETS
from roster_import.reading.questions import LABELS, Answers, Question
from training.course_titles import CatalogueCourse, fold

# Beyond so many values a list to choose from is easier than a row of buttons.
_MOST_BUTTONS = 5
# Django takes a thousand fields of a form.
MOST_SHOWN = 100
MOST_COLUMNS = 900


class QuestionsForm(forms.Form):
    """The open questions of one page, each with its few answers. What is left blank stays open."""

    def __init__(
        self,
        *args: Any,
        questions: list[Question],
        proposed: Mapping[str, list[Proposed]] = MappingProxyType({}),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._proposed = proposed
        self._questions = {f"q{number}": question for number, question in enumerate(questions[:MOST_SHOWN])}
        for name, question in self._questions.items():
            is_short = len(question.values) <= _MOST_BUTTONS
            choices = [
                (value, question.labels.get(value) or LABELS.get(value, value)) for value in question.values
            ]
            self.fields[name] = forms.ChoiceField(
                label=question.text,
                choices=choices if is_short else [("", _("Choose")), *choices],
                required=False,
                initial=question.proposal,
                widget=forms.RadioSelect if is_short else forms.Select(attrs={"class": "form-select"}),
            )

    def groups(self) -> Iterator["Group"]:
        """The questions with their fields by what they are about, to be drawn."""
        found: dict[str, list[tuple[Question, forms.BoundField]]] = {}
        for name, question in self._questions.items():
            found.setdefault(question.kind, []).append((question, self[name]))
        for kind in sorted(found, key=list(KINDS).index):
            yield Group(kind, *KINDS[kind], found[kind], self._proposed.get(kind, []))

    def answers(self) -> Answers:
        """What was answered."""
        return {
            question.id: self.cleaned_data[name]
            for name, question in self._questions.items()
            if self.cleaned_data.get(name)
        }


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one kind as the page draws them: heading, why they are asked, and each with its field.

    ``proposed`` are the answers that can be accepted at once.
    """

    kind: str
    heading: str | Promise
    why: str | Promise
    questions: list[tuple[Question, forms.BoundField]]
    proposed: list[Proposed]

    @property
    def count_proposed(self) -> int:
        """For how many questions an answer is proposed."""
        return sum(one.count for one in self.proposed)

    def parts(self) -> Iterator[tuple[str, list[tuple[Question, forms.BoundField]]]]:
        """Many titles by the course that is suggested for them; all other questions in one part without a name."""
        if self.kind != "course" or len(self.questions) < MANY:
            yield "", self.questions
            return
        by_proposal: dict[str, list[tuple[Question, forms.BoundField]]] = {}
        for question, bound in self.questions:
            by_proposal.setdefault(question.proposal or "", []).append((question, bound))
        for code in sorted(by_proposal, key=lambda one: (not one, one)):
            question = by_proposal[code][0][0]
            name = question.labels.get(code, code) if code else _now("Nothing suggested")
            yield name if len(by_proposal) > 1 or code else "", by_proposal[code]

    def rest(self) -> list[tuple[str, str | Promise]]:
        """The buttons that answer at once what is left blank, where there are many questions."""
        if len(self.questions) < MANY:
            return []
        return [(f"{self.kind}:{value}", label) for value, label in REST.get(self.kind, ())]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column as the page draws it."""

    sheet: str
    heading: str
    examples: list[str]
    field: forms.BoundField


class ColumnsForm(forms.Form):
    """How each column is read, a choice for each."""

    def __init__(
        self,
        *args: Any,
        columns: list[dict[str, Any]],
        catalogue: list[CatalogueCourse],
        pseudonymous: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._columns = columns[:MOST_COLUMNS]
        choices = _choices(columns, catalogue, pseudonymous=pseudonymous)
        offered = {value for _group, several in choices for value, _label in several}
        for number, column in enumerate(self._columns):
            own = (
                [] if column["key"] in offered or not column["key"] else [(column["key"], column["read_as"])]
            )
            self.fields[f"c{number}"] = forms.ChoiceField(
                label=column["heading"] or _("Without a heading"),
                choices=[("ignore", _("Ignore this column")), *own, *choices],
                required=False,
                initial=column["key"] or "ignore",
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def rows(self) -> Iterator[ColumnRow]:
        """The columns with their fields, to be drawn."""
        for number, column in enumerate(self._columns):
            yield ColumnRow(column["sheet"], column["heading"], column["examples"], self[f"c{number}"])

    def answers(self) -> Answers:
        """What was changed."""
        found: Answers = {}
        for number, column in enumerate(self._columns):
            chosen = self.cleaned_data.get(f"c{number}")
            if chosen and chosen != (column["key"] or "ignore"):
                found[column["id"]] = chosen
        return found


class CellsForm(forms.Form):
    """Cells that can't be taken, to be written again."""

    def __init__(self, *args: Any, cells: list[dict[str, Any]], is_open: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self._problems = cells
        self.cells = [cell for cell in cells if cell["id"] and is_open][:MOST_SHOWN]
        for number, cell in enumerate(self.cells):
            label = _now("Line %(line)s, %(heading)s") % {
                "line": cell["line"],
                "heading": cell["heading"] or cell["column"],
            }
            self.fields[f"cell{number}"] = forms.CharField(
                label=label,
                required=False,
                max_length=120,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    def rows(self) -> Iterator[tuple[dict[str, Any], forms.BoundField | None]]:
        """All that can't be taken in the order of the file, cells with their fields, to be drawn."""
        places = {id(cell): number for number, cell in enumerate(self.cells)}
        for problem in self._problems:
            number = places.get(id(problem))
            yield problem, self[f"cell{number}"] if number is not None else None

    def answers(self) -> Answers:
        """What was written."""
        return {
            cell["id"]: self.cleaned_data[f"cell{number}"].strip()
            for number, cell in enumerate(self.cells)
            if self.cleaned_data.get(f"cell{number}", "").strip()
        }


def _choices(
    columns: list[dict[str, Any]], catalogue: list[CatalogueCourse], *, pseudonymous: bool
) -> list[tuple[Any, list[tuple[str, Any]]]]:
    officer = [
        (target.key, target.label)
        for target in (OFFICER_ID, *OFFICER_TARGETS)
        if not (pseudonymous and target.key in NAME_TARGETS)
    ]
    found: list[tuple[Any, list[tuple[str, Any]]]] = [
        (_("About the officer"), officer),
        (_("About the training of the row"), [(target.key, target.label) for target in RECORD_TARGETS]),
    ]
    titles = dict.fromkeys(
        matrix.parsed(column["key"])[2] for column in columns if column["key"].startswith(matrix.TAKEN)
    )
    named = {title: title for title in titles} | {
        fold(course.title): course.title for course in catalogue if course.counts
    }
    parts = (
        (matrix.DATE, _("day")),
        (matrix.HOURS, _("hours")),
        (matrix.RESULT, _("result")),
        (matrix.ROLE, _("role")),
        (matrix.EXPIRES, _("valid until")),
        (matrix.CERTIFICATE, _("certificate number")),
    )
    for title, written in named.items():
        several = [(matrix.key_of(title, part, 1), f"{written}: {label}") for part, label in parts]
        found.append((written, several))
    return found
