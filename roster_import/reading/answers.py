"""What a mapping still leaves open, and answers that need no person: words everybody knows, and what was said before."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from roster_import.reading.columns import TARGETS, Kind
from roster_import.reading.days import Order
from roster_import.reading.guess import order_of
from roster_import.reading.mapping import Mapping, TableMapping
from roster_import.reading.problems import holds_refused_rows
from roster_import.reading.shape import key_of, key_of_refused
from roster_import.reading.values import DELIVERY_WORDS, STATUS_WORDS, SWORN_WORDS
from training.course_titles import CatalogueCourse, Suggestions, fold

# A file may list every course of a learning system; so many titles are asked about, the most frequent first.
MOST_ASKED = 150

Shapes = dict[tuple[int, int], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """One value of the file that means something: as written, folded, how often, and the answer as far as it is known.

    ``known`` says that a person of the agency gave this answer before.
    """

    value: str
    folded: str
    times: int
    answer: Any = None
    known: bool = False

    @property
    def is_suggested(self) -> bool:
        """Whether the answer is our own proposal."""
        return self.answer is not None and not self.known


@dataclass(frozen=True, slots=True)
class Questions:
    """Everything that a person is asked after the columns are matched."""

    courses: list[Question]
    more_courses: int
    status: list[Question]
    delivery: list[Question]
    sworn: list[Question]
    orders: list[tuple[int, TableMapping, list[str]]]
    hours: bool
    adds_officers: bool

    @property
    def any(self) -> bool:
        """Whether there is anything at all that a person hasn't said before."""
        words = [*self.courses, *self.status, *self.delivery, *self.sworn]
        return bool(self.orders or self.hours or self.adds_officers or any(not word.known for word in words))


def questions(
    shapes: Shapes, mapping: Mapping, catalogue: Iterable[CatalogueCourse], memory: dict[str, Any]
) -> Questions:
    """What to ask, each with a suggestion where the whole value says it."""
    suggestions = Suggestions(catalogue)
    codes = {course.code for course in catalogue}
    remembered = memory.get("courses", {})
    courses = []
    for value, folded, times in _distinct(shapes, mapping, Kind.COURSE):
        known = remembered.get(folded)
        if known is not None and (known == "" or known in codes):
            courses.append(Question(value, folded, times, known, known=True))
        else:
            suggested = suggestions.of(value)
            courses.append(Question(value, folded, times, suggested.code if suggested else None))
    # What may count comes first, then what is frequent.
    courses.sort(key=lambda question: (not question.answer, -question.times, question.value))
    return Questions(
        courses=courses[:MOST_ASKED],
        more_courses=max(0, len(courses) - MOST_ASKED),
        status=_words(shapes, mapping, Kind.STATUS, STATUS_WORDS, memory.get("status", {})),
        delivery=_words(shapes, mapping, Kind.DELIVERY, DELIVERY_WORDS, memory.get("delivery", {})),
        sworn=_words(shapes, mapping, Kind.SWORN, SWORN_WORDS, memory.get("sworn", {})),
        orders=[one for one in _orders(shapes, mapping) if _remembered_order(shapes, one[1], memory) is None],
        hours=any(
            "course" in table.targets and _has_blanks(shapes, table, "hours") for table in mapping.tables
        ),
        adds_officers=any("course" in table.targets for table in mapping.tables)
        and not any("course" not in table.targets for table in mapping.tables),
    )


def answered(mapping: Mapping, asked: Questions, *, order: Order | None = None) -> Mapping:
    """The mapping with every suggestion taken for a yes: for callers that speak for a person, such as a command."""
    return replace(
        mapping,
        tables=tuple(replace(table, order=table.order or order) for table in mapping.tables),
        courses={
            question.folded: question.answer for question in asked.courses if question.answer is not None
        },
        status={question.folded: question.answer for question in asked.status if question.answer is not None},
        delivery={
            question.folded: question.answer for question in asked.delivery if question.answer is not None
        },
        sworn={question.folded: question.answer for question in asked.sworn if question.answer is not None},
        add_officers=asked.adds_officers and _lists_officers(mapping),
    )


def memory_of(shapes: Shapes, mapping: Mapping) -> tuple[dict[str, str], dict[str, Any]]:
    """What to remember: folded heading -> key ("" for ignored), and the answers about values and dates."""
    columns: dict[str, str] = {}
    orders = {}
    for table in mapping.tables:
        headings = [column["heading"] for column in shapes[table.file, table.index]["columns"]]
        for index, heading in enumerate(headings):
            if fold(heading) and headings.count(heading) == 1:
                columns[fold(heading)] = table.columns.get(index, "")
        if table.order is not None:
            orders[key_of(headings)] = table.order.value
            # Of a roster without names, only the mapped columns are in the file of refused rows.
            mapped = [headings[index] for index in sorted(table.columns)]
            orders[key_of_refused(mapped)] = table.order.value
    return columns, {
        "courses": mapping.courses,
        "status": mapping.status,
        "delivery": mapping.delivery,
        "sworn": mapping.sworn,
        "orders": orders,
        "hours_of_course": mapping.hours_of_course,
        "add_officers": mapping.add_officers,
    }


def _distinct(shapes: Shapes, mapping: Mapping, kind: Kind) -> list[tuple[str, str, int]]:
    """The different values of all columns of a kind: as first written, folded, how often."""
    written: dict[str, str] = {}
    times: Counter[str] = Counter()
    for table in mapping.tables:
        for index, key in table.columns.items():
            if key in TARGETS and TARGETS[key].kind is kind:
                for value, count in shapes[table.file, table.index]["columns"][index]["values"] or ():
                    written.setdefault(fold(value), value)
                    times[fold(value)] += count
    return [(written[folded], folded, count) for folded, count in times.most_common()]


def _words(
    shapes: Shapes, mapping: Mapping, kind: Kind, vocabulary: dict[str, Any], remembered: dict[str, Any]
) -> list[Question]:
    return [
        Question(
            value, folded, times, remembered.get(folded, vocabulary.get(folded)), known=folded in remembered
        )
        for value, folded, times in _distinct(shapes, mapping, kind)[:MOST_ASKED]
    ]


def _orders(shapes: Shapes, mapping: Mapping) -> list[tuple[int, TableMapping, list[str]]]:
    """The tables in whose dates day and month can't be told apart, each with some of these dates."""
    found = []
    for number, table in enumerate(mapping.tables):
        shape = shapes[table.file, table.index]
        if order_of(shape, table.columns)[1]:
            examples = [
                example
                for index, key in table.columns.items()
                if key not in TARGETS or TARGETS[key].kind is Kind.DAY
                for example in shape["columns"][index]["examples"]
                if "/" in example or "." in example or "-" in example
            ]
            found.append((number, table, examples[:3]))
    return found


def _has_blanks(shapes: Shapes, table: TableMapping, target: str) -> bool:
    index = table.column_of(target)
    shape = shapes[table.file, table.index]
    course = table.column_of("course")
    if index is None or course is None:
        return True
    return bool(shape["columns"][index]["filled"] < shape["columns"][course]["filled"])


def remembered(shapes: Shapes, mapping: Mapping, asked: Questions, memory: dict[str, Any]) -> Mapping:
    """The mapping with what the agency answered before, as far as it answers what is asked now."""

    def known(questions: list[Question]) -> dict[str, Any]:
        return {question.folded: question.answer for question in questions if question.known}

    return replace(
        mapping,
        tables=tuple(
            replace(table, order=table.order or _remembered_order(shapes, table, memory))
            for table in mapping.tables
        ),
        courses=known(asked.courses),
        status=known(asked.status),
        delivery=known(asked.delivery),
        sworn=known(asked.sworn),
        hours_of_course=memory.get("hours_of_course", False),
        add_officers=memory.get("add_officers", asked.adds_officers and _lists_officers(mapping)),
    )


def _lists_officers(mapping: Mapping) -> bool:
    """Whether rows of trainings say so much of the officers that they are a roster, too."""
    return any({"sworn", "hired_on", "rank"} & table.targets for table in mapping.tables)


def _remembered_order(shapes: Shapes, table: TableMapping, memory: dict[str, Any]) -> Order | None:
    """Which number was the day in the last table with these headings."""
    headings = [column["heading"] for column in shapes[table.file, table.index]["columns"]]
    orders = memory.get("orders", {})
    known = orders.get(key_of(headings))
    if known is None and holds_refused_rows(headings):
        known = orders.get(key_of_refused(headings[:-2]))
    return Order(known) if known else None
