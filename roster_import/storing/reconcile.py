"""What a file says beside what the roster says: people who may be others, people and records that are missing.

Asked once the rows are staged and compared (inside ``staging.tables()``), and answered before anything is written.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from agencies.models import Agency
from roster_import.reading.mapping import Mapping
from roster_import.reading.names import are_different_people, core_of
from roster_import.reading.questions import Answers, Question, name_of
from roster_import.storing import disputes, staging
from roster_import.storing.plan import Plan
from roster_import.storing.reconcile_records import about_days, about_withdrawn, classes_of_days
from roster_import.storing.typed_rows import SEPARATED, Tally
from training.course_titles import CatalogueCourse, fold
from training.models import Officer

# So many people are asked about one by one; of more it is asked at once.
MOST_ONE_BY_ONE = 1000
_FORMER = "%s (former)"
# An answer "was:17→30": who had the ID 17 has the ID 30 now.
_WAS, _TO = "was:", "→"


def has_renames(answers: Answers) -> bool:
    """Whether an answer says that an ID on the roster is another person's now."""
    return any(
        name.startswith("person:") and (said == "new" or said.startswith(_WAS))
        for name, said in answers.items()
    )


def rename(agency: Agency, asked: list[Question], answers: Answers) -> list[list[Any]]:
    """Give those their new IDs whose ID changed, or went to another person; returns numbers and IDs as they were.

    Only what this file asks is answered by it: another file may use the ID as it was.
    """
    before: list[list[Any]] = []
    said = [(one.value, answers[one.id]) for one in asked if one.about == "person" and one.id in answers]
    for _ref, answer in said:
        if answer.startswith(_WAS):
            old, _sign, new = answer.removeprefix(_WAS).partition(_TO)
            before += _rename(agency, old, new)
    for ref, answer in said:
        if answer == "new" and not any(old == ref for _pk, old in before):
            before += _rename(agency, ref, _FORMER % ref[:30])
    return before


def _rename(agency: Agency, old: str, new: str) -> list[list[Any]]:
    found = Officer.objects.filter(agency=agency, ref=old).first()
    if found is None or not new:
        return []
    if Officer.objects.filter(agency=agency, ref=new).exists():
        # The one who holds that ID has another one by now, or is a former holder.
        return []
    Officer.objects.filter(pk=found.pk).update(ref=new)
    return [[found.pk, old]]


def questions_of(
    agency: Agency,
    mapping: Mapping,
    tally: Tally,
    catalogue: list[CatalogueCourse],
    plan: Plan,
    *,
    today: date,
) -> list[Question]:
    """What has to be asked of people and records, in the order of danger."""
    says_new = plan.officers.new or plan.officers.changed
    # Rows of people of whom it is asked whether they are sworn aren't all compared yet.
    asked = set().union(*tally.people.values())
    found = disputes.questions_of({ref: one for ref, one in tally.disputes.items() if ref not in asked})
    found += [
        *(_about_identity(agency, tally, mapping.answers) if says_new else ()),
        *_about_close_ids(tally, mapping.answers),
    ]
    found += _about_missing(agency, mapping, tally, today)
    found += about_withdrawn(agency, mapping, catalogue)
    return [*found, *about_days(catalogue)]


def _about_identity(agency: Agency, tally: Tally, answers: Answers) -> list[Question]:
    """An ID that comes back with a wholly different name; a new ID whose name another ID has."""
    if not staging.has_rows():
        return []
    refs = tally.seen | tally.told
    if not tally.stored and len(set(map(core_of, refs))) == len(refs):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.ref, i.name, o.name FROM incoming_officer i JOIN training_officer o ON o.agency_id = %s AND o.ref = i.ref"
            " WHERE i.name <> '' AND o.name <> '' AND i.name <> o.name ORDER BY i.ref",
            [agency.pk],
        )
        other_names = cursor.fetchall()
        cursor.execute(
            "SELECT i.ref, i.name FROM incoming_officer i LEFT JOIN training_officer o ON o.agency_id = %s AND o.ref = i.ref"
            " WHERE o.id IS NULL AND i.adds = 1 ORDER BY i.ref",
            [agency.pk],
        )
        # Names that stand for IDs are compared as names, and asked about with the rows.
        named = set().union(*tally.named.values())
        new = [(ref, name) for ref, name in cursor.fetchall() if ref not in named]
    found = [
        Question(
            id=name_of("person", ref),
            about="person",
            text=_("%(ref)s is %(old)s on your roster and %(new)s in the file. Is this the same person?")
            % {"ref": ref, "old": old, "new": name},
            values=("same", "new"),
            value=ref,
            count=1,
        )
        for ref, name, old in other_names
        if are_different_people(name, old)
    ]
    return [*found, *_about_new_ids(agency, new, answers)]


def _about_new_ids(agency: Agency, new: list[tuple[str, str]], answers: Answers) -> list[Question]:
    if not new:
        return []
    stored = list(Officer.objects.filter(agency=agency).values_list("ref", "name"))
    by_core: dict[str, list[tuple[str, str]]] = defaultdict(list)
    by_name: dict[str, list[str]] = defaultdict(list)
    for ref, name in stored:
        by_core[core_of(ref)].append((ref, name))
        by_name[fold(name)].append(ref)
    names = [fold(name) for _ref, name in new]
    found = []
    for ref, name in new:
        other = next((one for one in by_core.get(core_of(ref), ()) if one[0] != ref), None)
        if other is not None:
            if answers.get(name_of("person", ref)) != "new":
                found.append(did_you_mean(ref, *other))
            continue
        words = fold(name)
        same = by_name.get(words, [])
        if (
            len(words.split()) > 1
            and len(same) == 1
            and names.count(words) == 1
            and not same[0].endswith("(former)")
        ):
            found.append(
                Question(
                    id=name_of("person", ref),
                    about="person",
                    text=_(
                        "%(name)s has the ID %(old)s on your roster and %(ref)s in the file. Is this one person with a new ID?"
                    )
                    % {"name": name, "old": same[0], "ref": ref},
                    values=(f"{_WAS}{same[0]}{_TO}{ref}", "new"),
                    value=ref,
                    count=1,
                    labels={
                        f"{_WAS}{same[0]}{_TO}{ref}": _("Yes, %(old)s is now %(ref)s")
                        % {"old": same[0], "ref": ref}
                    },
                )
            )
    if not stored:
        found += _twins(new)
    return found


def _twins(new: list[tuple[str, str]]) -> list[Question]:
    """IDs of one file that differ by zeros, case, signs or a prefix alone."""
    first: dict[str, tuple[str, str]] = {}
    found = []
    for ref, name in new:
        other = first.setdefault(core_of(ref), (ref, name))
        if other[0] != ref and not are_different_people(name, other[1]):
            found.append(did_you_mean(ref, *other))
    return found


def did_you_mean(ref: str, other: str, name: str) -> Question:
    """Whether an ID is another one that it nearly is."""
    who = ", ".join(filter(None, [other, name]))
    return Question(
        id=name_of("person", ref),
        about="person",
        text=_("%(ref)s: did you mean %(who)s?") % {"ref": ref, "who": who},
        values=(other, "new", "leave_out"),
        value=ref,
        count=1,
        labels={other: _("Yes, %(who)s") % {"who": who}},
    )


def _about_close_ids(tally: Tally, answers: Answers) -> list[Question]:
    """IDs in a list of trainings that aren't on the roster, but nearly are."""
    named = set().union(*tally.named.values())
    unknown = [
        ref for refs in tally.people.values() for ref in refs if not tally.is_known(ref) and ref not in named
    ]
    if not unknown:
        return []
    by_core: dict[str, tuple[str, str]] = {}
    for ref in (*tally.stored, *tally.seen):
        by_core.setdefault(core_of(ref), (ref, tally.stored.get(ref, ("", None))[0]))
    found = []
    for ref in sorted(unknown):
        other = by_core.get(core_of(ref))
        if other is not None and other[0] != ref and name_of("person", ref) not in answers:
            found.append(did_you_mean(ref, *other))
            for refs in tally.people.values():
                refs.discard(ref)
    for described in [described for described, refs in tally.people.items() if not refs]:
        del tally.people[described]
    return found


def _rosters(mapping: Mapping) -> bool:
    return any("course" not in table.targets and not table.is_partial for table in mapping.tables)


def _missing(agency: Agency, mapping: Mapping, tally: Tally, today: date) -> list[tuple[str, str]]:
    """Who is in service on the roster, and not in a new roster: ID and name."""
    if not _rosters(mapping):
        return []
    return sorted(
        (ref, name)
        for ref, (name, left) in tally.stored.items()
        if ref not in tally.seen and (left is None or left > today)
    )


def _about_missing(agency: Agency, mapping: Mapping, tally: Tally, today: date) -> list[Question]:
    missing = _missing(agency, mapping, tally, today)
    labels = {"left": str(_("Left")), "keep": str(_("Simply not in this file"))}
    if len(missing) > MOST_ONE_BY_ONE or (missing and "missing:all" in mapping.answers):
        text = _("%(count)s people on your roster aren't in this file. Did they leave?") % {
            "count": len(missing)
        }
        shown = tuple(f"{ref} {name}".strip() for ref, name in missing[:10])
        return [
            Question(
                id="missing:all",
                about="missing",
                text=text,
                values=("left", "keep"),
                count=len(missing),
                examples=shown,
                labels=labels,
            )
        ]
    return [
        Question(
            id=name_of("missing", ref),
            about="missing",
            text=_("%(who)s is on your roster and not in this file.") % {"who": f"{ref} {name}".strip()},
            values=("left", "keep"),
            value=ref,
            count=1,
            labels=labels,
        )
        for ref, name in missing
    ]


def apply(
    agency: Agency, mapping: Mapping, tally: Tally, catalogue: list[CatalogueCourse], *, today: date
) -> bool:
    """Put the answers about people and records into what is staged; returns whether anything was changed by that."""
    changed = False
    answers = mapping.answers
    has_days = any(name.startswith("records:days:") for name in answers)
    for ref, course, first, _last, _count in classes_of_days(catalogue) if has_days else ():
        if answers.get(name_of("records", "days", course.code)) == "one_class":
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE incoming_record SET offering = %s, session = CAST(completed_on AS TEXT)"
                    " WHERE ref = %s AND course_id = %s AND offering = ''",
                    [first, ref, course.pk],
                )
            changed = True
    at_once = answers.get("missing:all")
    left = [
        ref
        for ref, _name in _missing(agency, mapping, tally, today)
        if answers.get(name_of("missing", ref), at_once) == "left"
    ]
    day = today.isoformat()
    staging.load("incoming_officer", [(0, 0, 0, SEPARATED, ref, "", "", 0, None, day, None) for ref in left])
    return changed or bool(left)


def hold_back(questions: list[Question], answers: Answers, tally: Tally) -> None:
    """Take those out of what is staged of whom it isn't known who they are."""
    still_open = [one for one in questions if one.about == "person" and answers.get(one.id) not in one.values]
    refs = [one.value for one in still_open]
    refs += [ref for ref, one in tally.disputes.items() if disputes.is_open(one, answers)]
    for one in still_open:
        refs += tally.named.get(one.id, ())
    with connection.cursor() as cursor:
        for ref in refs:
            if staging.has_rows():
                cursor.execute("DELETE FROM incoming_officer WHERE ref = %s", [ref])
            if staging.has_records():
                cursor.execute("DELETE FROM incoming_record WHERE ref = %s", [ref])
