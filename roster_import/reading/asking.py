"""The questions that the rows of a file leave open, and what of the rows isn't used."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roster_import.reading.asking_people import about_people_without_ids, about_service, about_sworn
from roster_import.reading.mapping import Mapping
from roster_import.reading.questions import Question, name_of, name_of_course
from roster_import.reading.words import (
    PROPOSED_RESULTS,
)
from roster_import.storing.typed_rows import Tally
from training.course_titles import CatalogueCourse, Suggestions, fold_exactly

# The headings of columns by table and place.
Headings = dict[tuple[int, int], str]

_STATUSES = ("completed", "passed", "failed", "incomplete", "instructed", "scheduled")
_ROLES = ("took_it", "instructed", "incomplete")
_DELIVERY = ("in_person", "live_online", "recorded")
# Which of several courses a short title means can't be told by it.
_SHORT = frozenset(
    {"mhfa", "mental health first aid", "mhfa training", "mental health first aid mhfa", "mh first aid"}
)
# So many titles without hours are named.
_MOST_EACH = 6
# So many titles that are left out are told one by one.
_MOST_TITLES = 20
# So many cells without a day are shown.
_MOST_WITHOUT_DAY = 10
# So many lines that are no people are told one by one.
_MOST_LINES = 50


def questions_of(
    tally: Tally,
    mapping: Mapping,
    catalogue: Iterable[CatalogueCourse],
    *,
    files: list[str],
    headings: Headings | None = None,
) -> list[Question]:
    """Everything that the rows leave open, in the order in which it is asked. ``headings`` are those of the columns."""
    catalogue = list(catalogue)
    return [
        *about_people_without_ids(tally, mapping, files),
        *_about_hidden_rows(tally, mapping, files),
        *_about_courses(tally, mapping, catalogue),
        *_about_hours(tally, catalogue),
        *_about_results(tally, headings or {}),
        *about_sworn(tally, mapping.answers),
        *about_service(tally),
    ]


def _about_hidden_rows(tally: Tally, mapping: Mapping, files: list[str]) -> list[Question]:
    return [
        Question(
            id=name_of("hidden", files[mapping.tables[number].file], mapping.tables[number].name),
            about="hidden",
            text=ngettext(
                "%(count)s row is hidden in the sheet. Use it?",
                "%(count)s rows are hidden in the sheet. Use them?",
                count,
            )
            % {"count": count},
            values=("leave_out", "include"),
            count=count,
            file=files[mapping.tables[number].file],
            sheet=mapping.tables[number].name,
        )
        for number, count in tally.hidden.items()
        if name_of("hidden", files[mapping.tables[number].file], mapping.tables[number].name)
        not in mapping.answers
    ]


def _about_courses(tally: Tally, mapping: Mapping, catalogue: list[CatalogueCourse]) -> list[Question]:
    suggestions = Suggestions(catalogue)
    lists = {table.titled: table for table in mapping.tables if table.titled.startswith("?")}
    counting = [course for course in catalogue if course.counts]
    values = [course.code for course in (*counting, *(one for one in catalogue if not one.counts))]
    labels = {
        course.code: course.title
        if course.counts
        else _("%(title)s: doesn't count") % {"title": course.title}
        for course in catalogue
    }
    found = []
    for title, count in tally.courses.most_common():
        written = tally.written.get(f"course {title}", title)
        is_list = title in lists
        if is_list:
            text = _("No cell names the course. Which course is the list “%(title)s” about?")
            text %= {"title": written}
        else:
            text = _("Which course is “%(title)s”?") % {"title": written}
        suggested = None if is_list or fold_exactly(written) in _SHORT else suggestions.of(written)
        proposal = lists[title].suggested or None if is_list else suggested.code if suggested else None
        found.append(
            Question(
                id=name_of_course(title),
                about="course",
                text=text,
                values=(*values, "leave_out"),
                proposal=proposal,
                value=written,
                count=count,
                labels=labels,
            )
        )
    return found


def _about_hours(tally: Tally, catalogue: list[CatalogueCourse]) -> list[Question]:
    if not tally.hours:
        return []
    each = ", ".join(
        _("%(count)s of “%(title)s”") % {"count": count, "title": tally.written.get(f"course {title}", title)}
        for title, count in tally.hours.most_common(_MOST_EACH)
    )
    if len(tally.hours) > _MOST_EACH:
        each += ", …"
    total = tally.hours.total()
    text = ngettext(
        "%(count)s training has no hours in the file: %(each)s. Was the whole course taken?",
        "%(count)s trainings have no hours in the file: %(each)s. Was the whole course taken each time?",
        total,
    )
    return [
        Question(
            id="hours",
            about="hours",
            text=text % {"count": total, "each": each},
            values=("catalog", "refuse"),
            count=total,
        )
    ]


def _meaning(tally: Tally, headings: Headings, key: str, word: str) -> str:
    """What a word among the results may mean, with its column: "3" alone says nothing."""
    heading = headings.get(tally.places[key], "") if key in tally.places else ""
    written = {"word": tally.written.get(key, word), "heading": heading}
    if heading:
        return _("What does “%(word)s” in “%(heading)s” say about a training?") % written
    return _("What does the result “%(word)s” say about a training?") % written


def _about_results(tally: Tally, headings: Headings) -> list[Question]:
    found = [
        Question(
            id=name_of("result", word),
            about="result",
            text=_meaning(tally, headings, f"result {word}", word),
            values=_STATUSES,
            proposal=PROPOSED_RESULTS.get(word),
            value=tally.written.get(f"result {word}", word),
            count=count,
        )
        for word, count in tally.results.most_common()
    ]
    found += [
        Question(
            id=name_of("role", word),
            about="role",
            text=_("What did people with the role “%(word)s” do in the class?")
            % {"word": tally.written.get(f"role {word}", word)},
            values=_ROLES,
            value=tally.written.get(f"role {word}", word),
            count=count,
        )
        for word, count in tally.roles.most_common()
    ]
    if tally.without_result:
        total = tally.without_result.total()
        found.append(
            Question(
                id="result:blank",
                about="result",
                text=ngettext(
                    "%(count)s training has a date, but its result is blank. Was it completed?",
                    "%(count)s trainings have a date, but their results are blank. Were they completed?",
                    total,
                )
                % {"count": total},
                values=("completed", "leave_out"),
                count=total,
            )
        )
    for title, count in tally.only_expiry.most_common():
        written = tally.written.get(f"course {title}", title)
        text = ngettext(
            "The file says until when %(count)s training of “%(title)s” is valid, and not when it was taken.",
            "The file says until when %(count)s trainings of “%(title)s” are valid, and not when they were taken.",
            count,
        )
        found.append(
            Question(
                id=name_of("dates", title, "expires"),
                about="dates",
                text=text % {"count": count, "title": written},
                values=("valid_months", "leave_out"),
                value=written,
                count=count,
            )
        )
    found += [
        Question(
            id=name_of("delivery", word),
            about="delivery",
            text=_("How was training given that the file calls “%(word)s”?")
            % {"word": tally.written.get(f"delivery {word}", word)},
            values=_DELIVERY,
            value=tally.written.get(f"delivery {word}", word),
            count=count,
        )
        for word, count in tally.delivery.most_common()
    ]
    return found


def unused_of(tally: Tally, mapping: Mapping, *, files: list[str]) -> list[dict[str, Any]]:
    """What of the rows isn't used, and why."""
    found: list[dict[str, Any]] = []

    def tell(number: int | None, what: str, why: str) -> None:
        table = mapping.tables[number] if number is not None else None
        found.append(
            {
                "file": files[table.file] if table else "",
                "sheet": table.name if table else "",
                "what": what,
                "why": why,
            }
        )

    for number, line, text in tally.sections[:_MOST_LINES]:
        tell(
            number,
            _("Line %(line)s: “%(text)s”") % {"line": line, "text": text[:80]},
            _("It is a heading, a total or a note, not a person."),
        )
    for number, line, why in tally.overruled[:_MOST_LINES]:
        tell(number, _("Line %(line)s") % {"line": line}, why)
    if len(tally.sections) > _MOST_LINES:
        more = len(tally.sections) - _MOST_LINES
        tell(
            None,
            ngettext("%(count)s more line", "%(count)s more lines", more) % {"count": more},
            _("Headings, totals and notes aren't people."),
        )
    if len(tally.overruled) > _MOST_LINES:
        more = len(tally.overruled) - _MOST_LINES
        tell(
            None,
            ngettext("%(count)s more line", "%(count)s more lines", more) % {"count": more},
            _("You chose another line, or left the line or the person out."),
        )
    for (number, title), several in tally.without_day.items():
        count = len(several)
        shown = "; ".join(several[:_MOST_WITHOUT_DAY]) + ("; …" if count > _MOST_WITHOUT_DAY else "")
        written = tally.written.get(f"course {title}", title)
        what = ngettext(
            "%(count)s cell beside a blank day of “%(title)s” (%(cells)s)",
            "%(count)s cells beside a blank day of “%(title)s” (%(cells)s)",
            count,
        )
        tell(
            number,
            what % {"count": count, "title": written, "cells": shown},
            _("Write the day on which the course was completed."),
        )
    titles = tally.left_out_titles.most_common()
    for title, count in titles[:_MOST_TITLES]:
        tell(
            None,
            ngettext("%(count)s training “%(title)s”", "%(count)s trainings “%(title)s”", count)
            % {"count": count, "title": tally.written.get(f"course {title}", title)},
            _("The course is left out."),
        )
    if rest := titles[_MOST_TITLES:]:
        what = _("%(count)s trainings of %(titles)s more titles") % {
            "count": sum(count for _title, count in rest),
            "titles": len(rest),
        }
        tell(None, what, _("These courses are left out."))
    for number, count in tally.hidden.items():
        tell(
            number,
            ngettext("%(count)s hidden row", "%(count)s hidden rows", count) % {"count": count},
            _("A filter hides them. Hidden rows are left out unless you use them.")
            if number in tally.filtered
            else _("Hidden rows are left out unless you use them."),
        )
    for number, count in tally.hidden_used.items():
        tell(
            number,
            ngettext("%(count)s hidden row", "%(count)s hidden rows", count) % {"count": count},
            _("You chose to use what is hidden in the sheet."),
        )
    if tally.people_who_left:
        count = len(tally.people_who_left)
        tell(
            None,
            ngettext("%(count)s person who left", "%(count)s people who left", count) % {"count": count},
            _("They aren't on your roster."),
        )
    return found
