"""What words of a file mean: those that are certain, and those that are only proposed to a person.

A word that earns nothing may be taken silently; one that earns credit or makes someone sworn must be certain, or a person
says it. Every list is of folded words (see `fold`).
"""

import re
from typing import Final

from training.course_titles import fold, fold_exactly

CREDITED: Final = frozenset({"completed", "passed"})


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {fold_exactly(word): value for value, several in words.items() for word in several.split(", ")}


# What a result says beyond doubt.
RESULTS = _by_word(
    {
        "completed": "completed, complete, successfully completed, completed successfully, course completed",
        "passed": "passed, pass, passed course",
        "failed": "failed, fail, unsuccessful, unsatisfactory, not passed, did not pass, failure, not successful, no pass",
        "incomplete": "incomplete, not completed, not complete, not finished, dnf, did not finish, did not complete, "
        "in progress, started, withdrawn, withdrew, withdrew from class, no show, noshow, absent, dropped, drop, "
        "dropped out, did not attend, not attended, cancelled, canceled, past due, overdue, expired, excused, removed, "
        "abandoned, not attempted, no credit, did not show, exempt, waived, left early, partial, partially completed, "
        "unexcused, on hold, denied, declined, attended partially, observed, audit, audited, not met, incompleted",
        "instructed": "instructor, taught, taught it, teacher, trainer, instructed, facilitator, presenter, lead instructor",
        "scheduled": "registered, enrolled, planned, not started, pending, upcoming, waitlisted, wait listed, wait list, "
        "waitlist, waiting list, assigned, not activated, scheduled, invited, requested, approved, pending approval, "
        "confirmed, reserved, not yet started, open, to do, available, registered not completed, wait listed for class",
    }
)
# What is proposed, and asked.
PROPOSED_RESULTS = _by_word(
    {
        "completed": "done, finished, attended, yes, y, x, true, credit, c, comp, certified, ok, present, full, here, met, "
        "satisfactory, successful, s, closed, archived, recorded, awarded, issued, current, valid, certificate issued",
        "passed": "p, 100, 100%, pass with distinction, competent, proficient, qualified",
        "failed": "f, u",
        "incomplete": "no, n, false, i, inc, w, wd, ns, dns, dnc, nc, np, a, abs, expelled, 0",
        "scheduled": "r",
    }
)
# What someone did in a class. Only a student takes it.
ROLES = _by_word(
    {
        "took_it": "student, attendee, participant, trainee, learner, attended as student, participant student, students",
        "instructed": "instructor, lead instructor, assistant instructor, adjunct instructor, co instructor, teacher, "
        "trainer, facilitator, presenter, lecturer, speaker, guest speaker, taught, co trainer, master trainer, "
        "instructor lead, instr, facilitated, train the trainer",
        "incomplete": "observer, auditor, audit, auditing, evaluator, proctor, coordinator, role player, roleplayer, actor, "
        "staff, support, support staff, host, visitor, guest, monitor, organizer, observing, observed, volunteer, "
        "safety officer, admin, administrator, sponsor, wait listed, waitlisted, wait list, no show, alternate",
    }
)
SWORN = {
    fold(word): value
    for value, several in {
        "sworn": "sworn, yes, y, true, t, 1, x, sworn officer, sworn employee, sworn personnel, sworn full time, "
        "sworn part time, fully sworn, sworn member, sworn law enforcement",
        "not_sworn": "non sworn, nonsworn, unsworn, not sworn, no, n, false, f, 0, civilian, civ, civilian employee, "
        "non sworn employee, civilian personnel, professional staff, non sworn civilian, ns, civilian staff, "
        "non sworn personnel, nonsworn civilian",
    }.items()
    for word in several.split(", ")
}
# Under a heading such as "Category", only what spells it out is certain.
SPELLED_SWORN = {word: value for word, value in SWORN.items() if "sworn" in word or "civilian" in word}
EMPLOYMENT = _by_word(
    {
        "in_service": "active, current, employed, active duty, in service, full time, part time, ft, pt, regular, permanent, "
        "probationary, full time active, active full time, active part time, fte, temporary, seasonal, working"
    }
)
_LEFT_WORDS = frozenset(
    "retired retiree retirement ret retd rtd terminated termination resigned resignation separated "
    "former deceased inactive transferred "
    "discharged dismissed released ex left departed emeritus ceased".split()
)
# "Retired - rehired part time" says both, and is asked without a proposal.
_CAME_BACK = frozenset("rehired rehire reinstated returned reemployed".split())
_LEAVE_WORDS = frozenset("leave loa fmla".split())
# Codes of payrolls, and answers to "Active?": proposed, and asked.
_EMPLOYMENT_CODES = {"a": "in_service", "yes": "in_service", "y": "in_service", "l": "on_leave", "t": "left", "r": "left",
                     "no": "left", "n": "left"}  # fmt: skip
_NOT_SWORN_WORDS = frozenset(
    "dispatcher dispatch telecommunicator telecommunications communications civilian clerk records analyst technician tech "
    "administrative administrator assistant secretary cso volunteer chaplain intern cadet explorer crossing animal parking "
    "custodian receptionist accountant calltaker operator specialist coordinator janitor mechanic paralegal nurse counselor "
    "psychologist advocate bookkeeper stenographer typist programmer nonsworn unsworn".split()
)
_NOT_SWORN_PHRASES = (
    "community service officer",
    "call taker",
    "non sworn",
    "not sworn",
    "code enforcement",
    "public service aide",
)
_SWORN_WORDS = frozenset(
    "chief sergeant sgt lieutenant lt captain capt officer ofc deputy dep detective det corporal cpl trooper sheriff marshal "
    "commander major colonel inspector constable patrolman patrolwoman patrolperson patrol ranger sworn agent "
    "superintendent undersheriff".split()
)
_RANKS = frozenset(
    "chief sergeant sgt lieutenant lt captain capt corporal cpl detective det trooper sheriff undersheriff major colonel "
    "commander".split()
)
# Words of full-time and part-time say nothing about who is sworn.
HOURS_OF_WORK = frozenset(
    {
        "full time",
        "part time",
        "ft",
        "pt",
        "regular",
        "permanent",
        "temporary",
        "seasonal",
        "per diem",
        "fte",
        "hourly",
        "salaried",
        "exempt",
        "non exempt",
    }
)
NOT_TRAINED = frozenset(
    {
        "n",
        "no",
        "none",
        "not trained",
        "not taken",
        "not yet",
        "0",
        "never",
        "needed",
        "needs",
        "required",
        "not completed",
        "not complete",
        "incomplete",
        "false",
        "due",
        "to do",
    }
)
MARKS = frozenset(
    {
        "y",
        "yes",
        "x",
        "xx",
        "true",
        "1",
        "done",
        "complete",
        "completed",
        "c",
        "✓",
        "✔",
        "√",
        "ü",
        "p",
        "pass",
        "passed",
        "trained",
        "certified",
        "current",
        "ok",
    }
)
_YEAR = re.compile(r"['’]\d\d|(?:19|20)\d\d")
_MONTH_YEAR = re.compile(
    r"(?:[A-Za-z]{3,9}\.?[\s\-/,']{1,3}\d{2,4})|(?:\d{1,2}[/\-.](?:19|20)\d\d)|(?:(?:19|20)\d\d[/\-.]\d{1,2})|(?:Q[1-4]\s?(?:19|20)?\d\d)|"
    r"(?:(?:spring|summer|fall|winter|autumn)\s?,?\s?(?:19|20)\d\d)",
    re.IGNORECASE,
)


def proposed_sworn(words: str) -> str | None:
    """What a title or category seems to say: ``sworn``, ``not_sworn``, ``left``, or nothing. Folded words."""
    several = set(words.split())
    if several & _CAME_BACK:
        return None
    if several & _LEFT_WORDS:
        return "left"
    if several & _NOT_SWORN_WORDS or any(phrase in words for phrase in _NOT_SWORN_PHRASES):
        # "Assistant Chief" and "Records Sergeant" say both.
        return None if several & _RANKS else "not_sworn"
    return "sworn" if several & _SWORN_WORDS else None


def says_who_left(words: str) -> bool:
    """Whether folded words, however many, hold one that says that a person left."""
    return bool(set(words.split()) & _LEFT_WORDS)


def is_title(words: str) -> bool:
    """Whether folded words are a rank or job title."""
    return proposed_sworn(words) is not None or bool(set(words.split()) & _RANKS)


def proposed_employment(words: str) -> str | None:
    """What a status of employment seems to say: ``in_service``, ``on_leave``, ``left``, or nothing. Folded words."""
    several = set(words.split())
    if several & _CAME_BACK:
        return None
    if several & _LEFT_WORDS:
        return "left"
    if several & _LEAVE_WORDS:
        return "on_leave"
    return EMPLOYMENT.get(words) or _EMPLOYMENT_CODES.get(words)


def kind_of_mark(cell: str) -> str:
    """What a cell in a column of days holds instead of one: ``not_trained``, ``mark``, ``hours``, ``period``
    or ``other``."""
    words = fold(cell)
    if words in NOT_TRAINED or cell.strip() in {"-", "--", "—", "–"}:
        return "not_trained"
    if words in MARKS or cell.strip() in MARKS:
        return "mark"
    if cell.strip().isdigit() and len(cell.strip()) < 4 and words not in MARKS:
        return "hours"
    if _YEAR.fullmatch(cell.strip()) or _MONTH_YEAR.fullmatch(cell.strip()):
        return "period"
    return "other"


_SPEAKING_AGAINST = frozenset(
    "failed fail noshow withdrew withdrawn incomplete cancelled canceled absent instructor taught observer auditor waitlisted"
    " dropped unsuccessful unexcused excused missed left dnf dna audit audited waitlist observed"
    " proctor facilitator registered enrolled scheduled pending".split()
)


def speaks_against(words: str) -> bool:
    """Whether folded words, however many, hold one that speaks against a credit."""
    several = set(words.split())
    return (
        bool(several & _SPEAKING_AGAINST)
        or "no show" in words
        or "did not" in words
        or "not complete" in words
    )


def says_result(words: str) -> bool:
    """Whether folded words say how a training ended, or in which role someone was there."""
    return words in RESULTS or words in ROLES or (words in PROPOSED_RESULTS and len(words) > 1)


_SIGN = re.compile(r"[*†‡§^]+$")
_NOTE = re.compile(r"[(\[]([^()\[\]]+)[)\]]")


def notes_of(name: str, ref: str) -> tuple[str, ...]:
    """The notes in brackets of a name, and the signs beside it or beside an ID, as they are written."""
    signs = (found.group() for text in (name, ref) if (found := _SIGN.search(text)))
    return tuple(dict.fromkeys([*_NOTE.findall(name), *signs]))


def against(note: str) -> bool:
    """Whether a note may speak against a training; a sign alone may say anything."""
    words = fold(note)
    said = RESULTS.get(words)
    return bool(_SIGN.fullmatch(note)) or speaks_against(words) or bool(said and said not in CREDITED)


def of_leaving(note: str) -> bool:
    """Whether a note says that a person left."""
    return says_who_left(fold(note))
