"""What the page of an import shows: whole values, read once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise

from agencies.models import Agency
from agencies.places import place_name, region_name
from register_import.forms import AnswersForm
from register_import.messages import WHERE, WHY
from register_import.reading.alike import Alike, Match
from register_import.reading.entries import Column, Entry
from register_import.reading.outcome import Outcome
from register_import.reading.problems import Refusal

PER_PAGE = 25
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Beside:
    """An agency beside a row: where it is, why it is shown, and what tells the two apart."""

    where: str | Promise
    why: str | Promise
    name: str
    place: str
    ori: str
    county: str
    public_id: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A row to decide on, those beside it, and the name of its field."""

    row: Beside
    matches: tuple[Beside, ...]
    field: str
    is_same_ori: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """An agency as it will be imported."""

    line: str
    name: str
    kind: str
    place: str
    ori: str
    county: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class OpenPage:
    """An import that waits for a person."""

    figures: Mapping[str, int]
    questions: AnswersForm
    columns: tuple[tuple[Column, str], ...]
    column_form: AnswersForm
    cards: tuple[Card, ...]
    alike: "Page[Alike]"
    alike_form: AnswersForm
    refused: tuple[Refusal, ...]
    samples: tuple[Sample, ...]
    skipped: tuple[str, ...]


def open_page(
    outcome: Outcome, answers: Mapping[str, str], figures: Mapping[str, int], number: str | None
) -> OpenPage:
    """The page of an import that isn't imported yet. ``number`` is that of the page of rows to decide on."""
    every = sorted([*outcome.decided, *outcome.alike], key=lambda one: (one.entry.sheet, one.entry.line))
    page: Page[Alike] = Paginator(every, PER_PAGE).get_page(number)
    shown = list(page.object_list)
    asked, alike, columns = forms_of(outcome, answers, shown)
    return OpenPage(
        figures=figures,
        questions=asked,
        columns=tuple((column, column.name) for column in outcome.reading.columns),
        column_form=columns,
        cards=tuple(_card(one, outcome.counties) for one in shown),
        alike=page,
        alike_form=alike,
        refused=tuple(outcome.reading.refused[: SHOWN * 2]),
        samples=tuple(_sample(entry, outcome.counties) for entry in outcome.new[:SHOWN]),
        skipped=tuple(outcome.reading.skipped_sheets),
    )


def forms_of(
    outcome: Outcome, answers: Mapping[str, str], alike: list[Alike], data: Mapping[str, str] | None = None
) -> tuple[AnswersForm, AnswersForm, AnswersForm]:
    """The forms with the questions, with the rows to decide on, and with the columns."""
    asked, decided, columns = (AnswersForm(data, about=about) for about in ("question", "alike", "column"))
    for question in outcome.reading.open_questions:
        asked.ask(question)
    for one in alike:
        decided.decide(one, answers.get(one.id, ""))
    for column in outcome.reading.columns:
        columns.read_as(column)
    return asked, decided, columns


def _card(one: Alike, counties: Mapping[str, str]) -> Card:
    entry = one.entry
    place = place_name(city=entry.city, region=entry.region, country=entry.country)
    row = Beside("", "", entry.name, place, entry.ori, counties.get(entry.where, ""), line=entry.where)
    return Card(row, tuple(map(_beside, one.matches)), one.id, one.is_same_ori)


def _beside(match: Match) -> Beside:
    known = match.known
    place = place_name(city=known.city, region=known.region, country=known.country)
    return Beside(
        where=WHERE[known.where],
        why=WHY[match.why],
        name=known.name,
        place=place,
        ori=known.ori,
        county=known.county,
        public_id=known.key if known.where == "portal" else "",
        line=known.key if known.where == "file" else "",
    )


def _sample(entry: Entry, counties: Mapping[str, str]) -> Sample:
    place = ", ".join(
        filter(None, (entry.city, region_name(entry.region) if entry.region else entry.country))
    )
    kind = str(Agency.Kind(entry.kind).label)
    return Sample(entry.where, entry.name, kind, place, entry.ori, counties.get(entry.where, ""), entry)
