"""The questions about people: who is sworn, who is in service, and who is told apart by name."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roster_import.reading.mapping import Mapping
from roster_import.reading.questions import Question, name_of
from roster_import.reading.words import (
    HOURS_OF_WORK,
    SWORN,
    proposed_employment,
    proposed_sworn,
)
from roster_import.storing.typed_rows import Tally

_EXAMPLES = 4


def about_people_without_ids(tally: Tally, mapping: Mapping, files: list[str]) -> list[Question]:
    found = []
    for number, count in tally.by_name.items():
        table = mapping.tables[number]
        name = name_of("identity", files[table.file], table.name)
        found.append(
            Question(
                id=name,
                about="identity",
                text=_("No column has officer IDs. Tell these people apart by their names?"),
                values=("names", "stop"),
                count=count,
                file=files[table.file],
                sheet=table.name,
            )
        )
    for name, lines in tally.same_names.items():
        if len(lines) > 1:
            found.append(
                Question(
                    id=name_of("person", "name", name),
                    about="person",
                    text=_("Lines %(lines)s have the same name and no ID: %(name)s. Are they one person?")
                    % {"lines": ", ".join(map(str, lines[:6])), "name": name.title()},
                    values=("same", "leave_out"),
                    value=name,
                    count=len(lines),
                )
            )
    return found


def about_sworn(tally: Tally) -> list[Question]:
    found = []
    for described, refs in sorted(tally.people.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        count = len(refs)
        written = tally.written.get(f"sworn {described}", described)
        if described:
            text = ngettext(
                "%(count)s person is “%(title)s”. Is this person sworn?",
                "%(count)s people are “%(title)s”. Are they sworn?",
                count,
            )
        else:
            text = ngettext(
                "The file doesn't say whether %(count)s person is sworn.",
                "The file doesn't say whether these %(count)s people are sworn.",
                count,
            )
        words = " ".join(part for part in described.split(" / ") if part not in HOURS_OF_WORK)
        found.append(
            Question(
                id=name_of("sworn", described or "no title"),
                about="sworn",
                text=text % {"count": count, "title": written},
                values=("sworn", "not_sworn", "left", "leave_out"),
                proposal=SWORN.get(words) or proposed_sworn(words) if described else None,
                value=written,
                count=count,
                examples=tuple(sorted(refs)[:_EXAMPLES]),
            )
        )
    return found


def about_service(tally: Tally) -> list[Question]:
    found = []
    for word, refs in sorted(tally.employment.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        written = tally.written.get(f"status {word}", word)
        text = ngettext(
            "%(count)s person is “%(word)s”. Is this person in service?",
            "%(count)s people are “%(word)s”. Are they in service?",
            len(refs),
        )
        found.append(
            Question(
                id=name_of("status", word),
                about="status",
                text=text % {"count": len(refs), "word": written},
                values=("in_service", "on_leave", "left"),
                proposal=proposed_employment(word),
                value=written,
                count=len(refs),
                examples=tuple(sorted(refs)[:_EXAMPLES]),
            )
        )
    found += [
        Question(
            id=name_of("status", "contradiction", ref),
            about="status",
            text=_(
                "The file says that %(ref)s is in service, and that %(ref)s left on %(day)s. Which is right?"
            )
            % {"ref": ref, "day": left},
            values=("in_service", "left"),
            value=ref,
            count=1,
        )
        for ref, left in tally.contradictory.items()
    ]
    found += [
        Question(
            id=name_of("dates", "hired", ref),
            about="dates",
            text=_("The file says that %(ref)s was hired on %(day)s. Is this right?")
            % {"ref": ref, "day": day},
            values=("right", "wrong"),
            value=ref,
            count=1,
        )
        for ref, day in tally.unlikely_days.items()
    ]
    return found
