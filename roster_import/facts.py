"""One model of what files say: columns, open questions, refused cells, what isn't used, and what would be written.

The pages and ``manage.py preview_import`` both read this. Answers are a JSON object, the question's name -> value.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency
from compliance.editions import Track
from roster_import.reading.asking import questions_of, unused_of
from roster_import.reading.columns import is_officer_target
from roster_import.reading.interpret import interpret
from roster_import.reading.interpretation import Column, Interpretation
from roster_import.reading.mapping import Mapping
from roster_import.reading.problems import Unanswered
from roster_import.reading.questions import Answers, Question, open_questions
from roster_import.reading.remembered import answers_of
from roster_import.reading.shape import letter_of
from roster_import.storing import pipeline, reconcile, reconcile_records, staging, writing
from roster_import.storing.plan import Plan, compare, count_problems, problem_places, problems
from roster_import.storing.typed_rows import Tally
from training import figures
from training.course_titles import CatalogueCourse
from training.editions import edition_of
from training.models import RosterImport, TrainingRecord

Shapes = list[tuple[int, int, dict[str, Any]]]
Figures = dict[str, int]
_MOST_ROUNDS = 6
_GONE = "records:gone"
# So many titles that are left out can be searched.
MOST_TITLES = 5000


@dataclass(slots=True)
class Source:
    """The files of an import, open, with what the first reading found: shapes and columns, and the answers known so far."""

    files: list[IO[bytes]]
    names: list[str]
    shapes: Shapes
    columns: Interpretation
    answers: Answers
    catalogue: list[CatalogueCourse]


@dataclass(slots=True)
class Reading:
    """What files say to an agency. ``questions`` are those that are open; ``left_out`` titles, as compared and as
    written, with their trainings; ``missing`` counts what the roster has and the file hasn't, by what was answered."""

    mapping: Mapping
    columns: list[Column]
    questions: list[Question]
    unused: list[dict[str, Any]]
    plan: Plan
    renamed: list[list[Any]] = field(default_factory=list)
    left_out: list[tuple[str, str, int]] = field(default_factory=list)
    withdrawn: list[TrainingRecord] = field(default_factory=list)
    missing: dict[str, int] = field(default_factory=dict)


def look_at(
    files: Sequence[IO[bytes]],
    names: list[str],
    *,
    agency: Agency,
    catalogue: list[CatalogueCourse],
    answers: Answers,
    memory: dict[str, Any],
) -> Source:
    """The first reading: shapes and columns. Raises `Unreadable`."""
    shapes = list(pipeline.shapes_of(files))
    known = {**answers_of(memory, shapes), **answers}
    columns = interpret(shapes, catalogue, known, files=names, pseudonymous=agency.pseudonymous)
    return Source(list(files), names, shapes, columns, known, catalogue)


def read(
    source: Source, *, agency: Agency, today: date, progress: Callable[[int], None] | None = None
) -> Reading:
    """Read all rows into the temporary tables (inside ``staging.tables()``) and say what is open.

    Where an answer gives someone on the roster another ID, that is written: call it in a transaction then.
    """
    answers, catalogue = source.answers, source.catalogue
    mapping = Mapping(tables=source.columns.mapping.tables, answers=answers)
    tally, renamed = Tally(agency), []

    def stage() -> tuple[Plan, list[Question]]:
        plan = pipeline.stage(
            source.files,
            mapping,
            agency=agency,
            catalogue=catalogue,
            today=today,
            names=source.names,
            tally=tally,
            progress=progress,
        )
        return plan, reconcile.questions_of(agency, mapping, tally, catalogue, plan, today=today)

    plan, people = stage()
    if reconcile.has_renames(answers) and (renamed := reconcile.rename(agency, people, answers)):
        staging.start_again()
        tally.start_again()
        plan, people = stage()
    places = _places(source.columns.columns, mapping)
    headings = {place: column.heading for place, column in places.items()}
    of_rows = questions_of(tally, mapping, catalogue, files=source.names, headings=headings)
    asked = [*source.columns.questions, *of_rows, *people]
    still_open = open_questions(_without_what_columns_answer(asked, answers), answers)
    reconcile.hold_back(still_open, answers, tally)
    if any(one.id != _GONE for one in still_open):
        # Before all else is answered no one knows what the file says of its records.
        still_open = [one for one in still_open if one.id != _GONE]
    withdrawn = (
        reconcile_records.gone(agency, mapping, catalogue)
        if answers.get(_GONE) == "withdraw" and not still_open
        else []
    )
    if reconcile.apply(agency, mapping, tally, catalogue, today=today) or any(
        one.about == "person" for one in still_open
    ):
        compare(agency, plan)
        count_problems(plan)
    plan.withdrawn, plan.renamed = len(withdrawn), len(renamed)
    return Reading(
        mapping=mapping,
        columns=_with_days(places, tally),
        questions=still_open,
        unused=[*source.columns.unused, *unused_of(tally, mapping, files=source.names)],
        plan=plan,
        renamed=renamed,
        left_out=[
            (title, tally.written.get(f"course {title}", title), count)
            for title, count in tally.left_out_titles.most_common(MOST_TITLES)
        ],
        withdrawn=withdrawn,
        missing=_missing(people, answers),
    )


def _places(columns: list[Column], mapping: Mapping) -> dict[tuple[int, int], Column]:
    """The columns by their tables' numbers, and where they stand in them."""
    numbers = {(table.file, table.index): number for number, table in enumerate(mapping.tables)}
    return {(numbers[column.file, column.index], column.at): column for column in columns}


def _with_days(places: dict[tuple[int, int], Column], tally: Tally) -> list[Column]:
    """The columns, those of a matrix's days with what the reading of the rows found in them."""
    found = []
    for place, column in places.items():
        if place in tally.days or place in tally.others:
            days, others = tally.days[place], tally.others[place]
            no_days = tally.no_days.get(place, [])
            column = replace(column, days=days, filled=days + others, others=others, no_days=no_days)
        found.append(column)
    return found


def _missing(people: list[Question], answers: Answers) -> dict[str, int]:
    """How many officers and records the roster has and the file hasn't, by what a person answered of them."""
    found = dict.fromkeys(("officers left", "officers keep", "records withdraw", "records keep"), 0)
    for one in people:
        kind = {"missing": "officers", "records": "records"}.get(one.about) if one.count else None
        name = f"{kind} {answers.get(one.id, '')}"
        if name in found:
            found[name] += one.count
    return found


def _without_what_columns_answer(asked: list[Question], answers: Answers) -> list[Question]:
    """Without the questions of which a column that is asked about may say more: who is sworn, how long courses were."""
    about = {one.about for one in open_questions(asked, answers) if one.heading}
    return [
        one
        for one in asked
        if one.heading
        or not (("hours" in about and one.id == "hours") or ("sworn" in about and one.about == "sworn"))
    ]


def settled(
    files: Sequence[IO[bytes]],
    names: list[str],
    *,
    agency: Agency,
    catalogue: list[CatalogueCourse],
    memory: dict[str, Any],
    answers: Answers,
    say: Callable[[Question], str | None],
    today: date,
) -> Source:
    """Answer questions by ``say`` until none is open. Raises `Unanswered` for one that it doesn't answer.

    Each round of answers may open questions that were hidden behind others. Nothing is written.
    """
    known = dict(answers)
    for _round in range(_MOST_ROUNDS):
        source = look_at(files, names, agency=agency, catalogue=catalogue, answers=known, memory=memory)
        if not source.columns.mapping.tables:
            raise Unanswered(_("No column is an officer's ID. Name one “Officer ID”."))
        with staging.tables(), transaction.atomic():
            questions = read(source, agency=agency, today=today).questions
            transaction.set_rollback(True)
        if not questions:
            return source
        for question in questions:
            said = say(question)
            if said is None:
                raise Unanswered(question.text)
            known[question.id] = said
    raise Unanswered(_("The files leave too much open. Import them on the pages."))


def write(reading: Reading, *, agency: Agency, roster_import: RosterImport) -> None:
    """Write what was read, in the caller's transaction: records withdrawn, then officers, classes and records."""
    TrainingRecord.objects.filter(pk__in=[one.pk for one in reading.withdrawn]).delete()
    at = roster_import.applied_at or timezone.now()
    writing.write(agency, reading.plan, roster_import=roster_import, at=at)


def figures_of(agency: Agency, today: date) -> Figures:
    """Sworn officers, those with crisis-intervention training, those with either, and those whom first aid covers."""
    counted = figures.of_agency(agency, today)
    aid = counted.either if Track.CIT in edition_of(agency, today).first_aid.tracks else counted.mhfa
    return {"sworn": counted.sworn, "cit": counted.cit, "covered": counted.either, "aid": aid}


def needed(agency: Agency, sworn: int, today: date) -> Figures:
    """How many of so many sworn officers the pledge's edition asks for."""
    edition = edition_of(agency, today)
    return {"cit": edition.crisis_intervention.needed(sworn), "aid": edition.first_aid.needed(sworn)}


def figures_after(reading: Reading, *, agency: Agency, roster_import: RosterImport, today: date) -> Figures:
    """The figures as they would be: written, counted, and rolled back."""
    with transaction.atomic():
        write(reading, agency=agency, roster_import=roster_import)
        found = figures_of(agency, today)
        transaction.set_rollback(True)
    return found


def refused_counts(reading: Reading) -> dict[str, int]:
    """How much is refused: rows with all that they say, and of other rows cells about officers and about training."""
    found = {"rows": reading.plan.refused_people or 0, "officer_cells": 0, "training_cells": 0}
    for number, at, about, whole, count in problem_places() if reading.plan.refused else ():
        key = about or (reading.mapping.tables[number].columns.get(at, "") if at is not None else "")
        if not whole:
            found["officer_cells" if is_officer_target(key) else "training_cells"] += count
    return found


def refused_cells(reading: Reading, source: Source, limit: int | None = None) -> list[dict[str, Any]]:
    """The cells and rows that can't be taken, each with the name by which an answer writes it again."""
    shapes = {(file, index): shape for file, index, shape in source.shapes}
    found = []
    for problem in problems(limit):
        table = reading.mapping.tables[problem.table]
        at = table.column_of(problem.about) if problem.column is None and problem.about else problem.column
        columns = shapes[table.file, table.index]["columns"]
        letter = letter_of(table.first_column + at) if at is not None else ""
        name = source.names[table.file]
        found.append(
            {
                "id": f"cell:{name}:{table.name}:{problem.line}:{letter}" if letter else "",
                "file": name,
                "sheet": table.name,
                "line": problem.line,
                "column": letter,
                "heading": columns[at]["heading"] if at is not None and at < len(columns) else "",
                "value": problem.value,
                "reason": problem.reason,
                "whole_row": problem.whole,
            }
        )
    return found
