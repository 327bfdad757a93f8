"""Rows of one file that say different things about one person: which of them holds is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roster_import.reading.names import are_written_alike
from roster_import.reading.questions import Answers, Question
from roster_import.storing.typed_rows import OFFICER_BITS

# Of so many people it is asked one by one; of more, at once.
MOST_ONE_BY_ONE = 20
AT_ONCE = "person:rows"
Row = dict[str, Any]
_LABELS: Mapping[str, str | Promise] = {
    "name": gettext_lazy("name"),
    "rank": gettext_lazy("rank"),
    "is_sworn": gettext_lazy("sworn"),
    "hired_on": gettext_lazy("hired on"),
    "separated_on": gettext_lazy("left on"),
    "on_leave_since": gettext_lazy("on leave since"),
}
# What changes from year to year: of sheets that are named for years, the latest holds.
_OF_A_YEAR = frozenset({"name", "rank", "on_leave_since"})


@dataclass(slots=True)
class Dispute:
    """A person of whom rows say different things: the rows, each as an answer names it, and what they differ in.

    ``places`` are the rows as people name them, where they stand in several tables.
    """

    ref: str
    rows: dict[str, Row]
    fields: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)


def name_of(ref: str) -> str:
    """The name of the question which row about a person holds."""
    return f"{AT_ONCE}:{ref}"


def whose(ref: str) -> str:
    """Why a training of an ID that two people have is no one's."""
    words = _("Two people have the ID %(ref)s in this file. Write the name of the one who took the course.")
    return words % {"ref": ref}


def differing(kept: Row, row: Row, *, is_later: bool) -> list[str]:
    """What two rows say differently; of a later year's row, what a year doesn't explain."""
    found = []
    for name, bit in OFFICER_BITS.items():
        if not kept["given"] & row["given"] & bit or kept[name] == row[name]:
            continue
        if name == "name" and are_written_alike(kept[name], row[name]):
            continue
        if is_later and (name in _OF_A_YEAR or (name == "separated_on" and kept[name] is None)):
            continue
        found.append(name)
    hired, left = row["hired_on"] or kept["hired_on"], row["separated_on"] or kept["separated_on"]
    if not found and hired and left and str(left) < str(hired):
        # Each may be right by itself; together the service would end before it begins.
        found.append("separated_on")
    return found


def chosen(dispute: Dispute, answers: Answers) -> Row | None:
    """The row that holds by a person's answer, of one question or of that about all."""
    said = answers.get(name_of(dispute.ref))
    rows = list(dispute.rows.values())
    if said is None and (at_once := answers.get(AT_ONCE)) in {"first", "last"}:
        return rows[0] if at_once == "first" else rows[-1]
    return dispute.rows.get(said or "")


def is_left_out(ref: str, answers: Answers) -> bool:
    """Whether a person said to leave out whom rows say different things about."""
    return answers.get(name_of(ref), answers.get(AT_ONCE)) == "leave_out"


def is_open(dispute: Dispute, answers: Answers) -> bool:
    """Whether no answer says which row is right."""
    return chosen(dispute, answers) is None and not is_left_out(dispute.ref, answers)


def questions_of(disputes: Mapping[str, Dispute]) -> list[Question]:
    """Which row is right, of each person; of many at once."""
    if len(disputes) > MOST_ONE_BY_ONE:
        return [
            Question(
                id=AT_ONCE,
                about="person",
                text=_("Rows say different things about %(count)s people. Which row is right?")
                % {"count": len(disputes)},
                values=("first", "last", "leave_out"),
                count=len(disputes),
                examples=tuple(sorted(disputes)[:10]),
                labels={
                    "first": _("The first one of each person"),
                    "last": _("The last one of each person"),
                    "leave_out": _("Leave these people out"),
                },
            )
        ]
    return [_question(one) for _ref, one in sorted(disputes.items())]


def _question(dispute: Dispute) -> Question:
    lines = list(dispute.rows)
    named = next((row["name"] for row in dispute.rows.values() if row["name"]), "")
    said = {
        name: list(dict.fromkeys(_said(name, row) for row in dispute.rows.values()))
        for name in dispute.fields
    }
    # "sworn / not sworn" says itself what it is about.
    differ = "; ".join(
        " / ".join(several) if name == "is_sworn" else f"{_LABELS[name]} {' / '.join(several)}"
        for name, several in said.items()
    )
    text = _("Lines %(lines)s say different things about %(who)s (%(what)s). Which line is right?")
    if dispute.places:
        text = _("These rows say different things about %(who)s (%(what)s): %(lines)s. Which row is right?")
    return Question(
        id=name_of(dispute.ref),
        about="person",
        text=text
        % {
            "lines": "; ".join(dispute.places.values()) or ", ".join(lines),
            "who": ", ".join(filter(None, [dispute.ref, named])),
            "what": differ,
        },
        values=(*lines, "leave_out"),
        value=dispute.ref,
        count=1,
        labels={
            line: _("%(place)s: %(said)s")
            % {
                "place": capfirst(dispute.places.get(line) or _("line %(line)s") % {"line": line}),
                "said": ", ".join(_said(name, row) for name in dispute.fields),
            }
            for line, row in dispute.rows.items()
        },
    )


def _said(name: str, row: Row) -> str:
    if name == "is_sworn":
        return _("sworn") if row[name] else _("not sworn")
    if not row["given"] & OFFICER_BITS[name] or row[name] in (None, ""):
        return _("blank")
    return str(row[name])
