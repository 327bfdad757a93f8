"""The questions about people: who is sworn, who is in service, and who is told apart by name."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roster_import.reading.columns import TARGETS
from roster_import.reading.mapping import Mapping
from roster_import.reading.names import first_name_first
from roster_import.reading.questions import NAMES_AT_ONCE, Answers, Question, name_of
from roster_import.reading.words import (
    HOURS_OF_WORK,
    SWORN,
    proposed_employment,
    proposed_sworn,
)
from roster_import.storing.typed_rows import MOST_NAMED, Tally

_EXAMPLES = 4
# So many names that are written in two ways are asked about one by one.
MOST_NAMES_ONE_BY_ONE = 12
_NO_TITLE = "sworn:no-title"


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
    found += [
        Question(
            id=name,
            about="identity",
            text=_("“%(text)s” has no letter and no digit. Is it an officer's ID?") % {"text": text},
            values=("include", "leave_out"),
            value=text,
            count=1,
            labels={"include": _("Yes"), "leave_out": _("No: leave the row out")},
        )
        for name, text in tally.unlikely_ids.items()
    ]
    return [*found, *_about_names(tally, mapping.answers)]


def _about_names(tally: Tally, answers: Answers) -> list[Question]:
    """Names that may be one person's: written in two ways, in two rows, or nearly as on the roster."""
    found, written_apart = [], []
    for core, written in sorted(tally.names_written.items()):
        known = {name: tally.refs_named(name) for name in written}
        if all(len(exact) == 1 for exact, _like in known.values()):
            continue
        like = sorted(set().union(*(refs for _exact, refs in known.values())))
        lines = sorted(line for several in written.values() for line in several)
        names = sorted(written)
        if not like and len({first_name_first(name).casefold() for name in names}) == 1 < len(names):
            written_apart.append((core, names, lines))
        elif like:
            one = _who(core, names, like, tally)
            found.append(one)
            if answers.get(one.id) not in one.values:
                # Whether they are sworn is asked once it is known who they are.
                for refs in tally.people.values():
                    refs -= tally.named.get(one.id, set())
        elif len(names) > 1 or len(lines) > 1:
            found.append(_one_or_several(core, names, lines))
    if len(written_apart) > MOST_NAMES_ONE_BY_ONE:
        count = len(written_apart)
        text = _("%(count)s names are written in two ways, such as %(names)s. Is each one person?")
        text %= {"count": count, "names": " / ".join(f"“{name}”" for name in written_apart[0][1])}
        shown = tuple(" / ".join(names) for _core, names, _lines in written_apart[:10])
        found.append(
            Question(
                id=NAMES_AT_ONCE,
                about="person",
                text=text,
                values=("same", "different"),
                count=count,
                examples=shown,
                labels={"same": _("Yes, one person each"), "different": _("No, different people")},
            )
        )
    else:
        found += [_one_or_several(*one) for one in written_apart]
    return found


def _one_or_several(core: str, names: list[str], lines: list[int]) -> Question:
    if len(names) == 1:
        text = _("Lines %(lines)s have the same name and no ID: %(name)s. Are they one person?")
        text %= {"lines": ", ".join(map(str, lines[:6])), "name": names[0]}
    else:
        text = _("The file has the names %(names)s and no ID. Are they one person?")
        text %= {"names": ", ".join(f"“{name}”" for name in names)}
    # Two rows with one name can't be told apart, so they can't be two people.
    apart = len(names) > 1 and len(lines) <= len(names)
    return Question(
        id=name_of("person", "name", core),
        about="person",
        text=text,
        values=("same", "different", "leave_out") if apart else ("same", "leave_out"),
        value=names[0],
        count=len(names),
    )


def _who(core: str, names: list[str], refs: list[str], tally: Tally) -> Question:
    labels = {
        ref: _("Yes, %(who)s") % {"who": ", ".join(filter(None, [ref, tally.name_of(ref)]))} for ref in refs
    }
    text = (
        _("The file has %(names)s without an ID. Is it %(who)s?")
        if len(refs) == 1
        else _("The file has %(names)s without an ID. Which of %(count)s people is it?")
    )
    who = ", ".join(filter(None, [refs[0], tally.name_of(refs[0])]))
    return Question(
        id=name_of("person", "name", core),
        about="person",
        text=text % {"names": ", ".join(f"“{name}”" for name in names), "who": who, "count": len(refs)},
        values=(*refs, "different", "leave_out"),
        value=names[0],
        count=len(names),
        labels={**labels, "different": _("Another person")},
    )


def about_sworn(tally: Tally, answers: Answers) -> list[Question]:
    found = []
    for described, refs in sorted(tally.people.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        if not refs:
            continue
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
        values: tuple[str, ...] = ("sworn", "not_sworn", "left", "leave_out")
        examples = tuple(sorted(refs)[:_EXAMPLES])
        if not described and len(refs) <= MOST_NAMED:
            # Whom nothing describes can only be told apart by name.
            values = (*values, "each")
            people = {ref: f"{ref} {tally.people_names.get(ref, '')}".strip() for ref in sorted(refs)}
            examples = tuple(people.values())
            if answers.get(_NO_TITLE) == "each":
                found += [_about_one(ref, who) for ref, who in people.items()]
        parts = described.split(" / ")
        # "Pending" in the column of who is sworn isn't "sworn" because the rank is Officer.
        parts = parts[:1] if described in tally.people_doubted else parts
        words = " ".join(part for part in parts if part not in HOURS_OF_WORK)
        found.append(
            Question(
                id=name_of("sworn", described) if described else _NO_TITLE,
                about="sworn",
                text=text % {"count": count, "title": written},
                values=values,
                proposal=SWORN.get(words) or proposed_sworn(words) if described else None,
                value=written,
                count=count,
                examples=examples,
            )
        )
    return found


def _about_one(ref: str, who: str) -> Question:
    return Question(
        id=f"sworn:person:{ref}",
        about="sworn",
        text=_("Is %(who)s a sworn officer?") % {"who": who},
        values=("sworn", "not_sworn", "left", "leave_out"),
        value=who,
        count=1,
    )


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
    found += [
        Question(
            id=name_of("dates", key, day),
            about="dates",
            text=ngettext(
                "“%(day)s” is the day in “%(what)s” of %(count)s person, and can't be right. Leave the day out?",
                "“%(day)s” is the day in “%(what)s” of %(count)s people, and can't be right. Leave the day out?",
                len(refs),
            )
            % {"day": day, "what": TARGETS[key].label, "count": len(refs)},
            values=("wrong",),
            value=day,
            count=len(refs),
            examples=tuple(sorted(refs)[:_EXAMPLES]),
            labels={"wrong": _("Yes, leave the day out")},
        )
        for (key, day), refs in tally.unlikely_day_cells.items()
    ]
    return found
