"""What a column can be, and which heading usually means which. A guess is shown to a person, never acted on unseen."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from training.course_titles import fold


class Kind(StrEnum):
    """How a column's cells are read."""

    TEXT = "text"
    DAY = "day"
    HOURS = "hours"
    SWORN = "sworn"
    STATUS = "status"
    DELIVERY = "delivery"
    COURSE = "course"
    ROLE = "role"
    EMPLOYMENT = "employment"


@dataclass(frozen=True, slots=True)
class Target:
    """Something that a column can hold. ``longest`` is what the database takes; headings are folded, the best first."""

    key: str
    label: str | Promise
    kind: Kind
    headings: tuple[str, ...]
    longest: int = 0


def _target(key: str, label: str | Promise, kind: Kind, headings: str, longest: int = 0) -> Target:
    return Target(key, label, kind, tuple(fold(heading) for heading in headings.split(", ")), longest)


OFFICER_TARGETS = (
    _target("name", _("Name"), Kind.TEXT,
        "name, name last first, name last first middle, last name first name, full name, officer name, employee "
        "name, member name, student name, learner name, learner, student, user, "
        "attendee, participant, personnel name, display name, employee, officer, member, payroll name, user full name, "
        "user user full name, learner name, legal name", 120),
    _target("last_name", _("Last name"), Kind.TEXT, "last name, surname, family name, last, lname, "
        "lastname, officer last name, employee last name, payroll name last name, legal last name, user last name, "
        "user user last name", 60),
    _target("first_name", _("First name"), Kind.TEXT, "first name, given name, forename, first, "
        "fname, firstname, officer first name, employee first name, payroll name first name, legal first name, "
        "user first name, user user first name", 60),
    _target("rank", _("Rank"), Kind.TEXT, "rank, rank title, job title, title, position, position title, class title, "
        "classification, job class, grade, job titles, job title description, employee position, position description, "
        "current rank, rank name, title description, job profile, business title", 60),
    _target("sworn", _("Sworn or not"), Kind.SWORN,
        "sworn, is sworn, sworn status, sworn civilian, sworn non sworn, sworn nonsworn, sworn y n, sworn personnel, "
        "sworn officer, sworn officer i, sworn or not, sworn or civilian, civilian sworn, peace officer, peace officer "
        "status, le status"),
    _target("category", _("Category"), Kind.TEXT,
        "personnel type, employee type, employment type, staff type, category, employee category, personnel category, "
        "type, class code type, employee class, position type, emp type, union, pay group, worker category description, "
        "worker type, full or part time, employee classification", 60),
    _target("employment", _("Status of employment"), Kind.EMPLOYMENT,
        "employment status, position status, employee status, work status, worker status, duty status, officer status, "
        "active status, job status, hr status, personnel status, active, member status, status, "
        "active per last reported status, leave status as of june 30"),
    _target("hired_on", _("Hired on"), Kind.DAY,
        "hire date, hired, hired on, date hired, date of hire, doh, start date, employment date, appointment date, "
        "date appointed, appointed, original hire date, service date, "
        "employment start date, joined, date joined, eod, entry on duty, appointed date, date of appointment, "
        "hire rehire date, agency start date, seniority date"),
    _target("rehired_on", _("Hired again on"), Kind.DAY,
        "rehire date, rehired, rehired on, date rehired, date of rehire, latest hire date, last hire date, rehire, "
        "most recent hire date, reinstatement date, reinstated on"),
    _target("separated_on", _("Left on"), Kind.DAY,
        "separation date, separated, separated on, date separated, termination date, term date, terminated, date left, "
        "left on, left, end date, employment end date, retired, retirement date, date of separation, resigned, "
        "resignation date, departure date, dos"),
    _target("on_leave_since", _("On leave since"), Kind.DAY,
        "on leave since, leave date, leave start, leave start date, loa start, loa date, leave of absence, on leave, "
        "leave since, leave begin date"),
)  # fmt: skip

RECORD_TARGETS = (
    _target("course", _("Course"), Kind.COURSE,
        "course, course title, course name, course code, training, training title, training name, training course, "
        "class title, class name, class, program, activity, activity name, learning item, item title, module, subject, "
        "topic, certification, certification name, certificate name, course id, course number, title, description, "
        "credential name, training training title"),
    _target("completed_on", _("Completed on"), Kind.DAY,
        "completed on, completion date, date completed, completed, completed date, date of completion, course date, "
        "training date, class date, date taken, taken, taken on, date attended, attended on, attended, "
        "certification date, certified on, date certified, issue date, issued, issued on, date issued, end date, "
        "course end date, finish date, date, day, earned, date earned"),
    _target("hours", _("Hours"), Kind.HOURS,
        "hours, hrs, credit hours, training hours, course hours, total hours, hours completed, hours credited, "
        "contact hours, hours attended, class hours, number of hours, duration, duration hours, duration hrs, length, course "
        "length, credit hrs, training hrs, total hrs, hours earned, course duration, class length, training "
        "length, length hours, credits, credit, training training hours, credit hours earned, earned hours, "
        "completed hours, actual hours"),
    _target("status", _("Status of the training"), Kind.STATUS,
        "status, course status, completion status, training status, result, results, outcome, grade, pass fail, "
        "passed, p f, disposition, final grade, "
        "completion, enrollment status, attendance, attended, attendance status, completed, state, score status, "
        "credit status, "
        "registration status, enrolment status, learner status, transcript status, progress status, final result"),
    _target("role", _("Role in the class"), Kind.ROLE,
        "role, class role, course role, attended as, capacity, participation, participation type, participant type, "
        "attendee type, involvement, function, role in class, training role, participant role"),
    _target("delivery", _("How it was given"), Kind.DELIVERY,
        "delivery, delivery method, delivery mode, delivery type, mode, method, format, modality, training type, "
        "course type, type, medium"),
    _target("offering", _("Class number or name"), Kind.TEXT,
        "offering, offering id, class number, class id, class no, section, section id, session group, cohort, "
        "event id, event number, course offering, roster id, roster number, academy class, delivery id", 60),
    _target("session", _("Session within the class"), Kind.TEXT,
        "session, session number, session no, session name, session id, part, block, day number", 40),
    _target("expires_on", _("Certificate valid until"), Kind.DAY,
        "expires on, expiration date, expiry date, expires, expiration, expiry, expire date, valid until, valid to, "
        "valid through, renewal date, recertification date, certificate expires, cert expiration, cert expires, "
        "cert expiration date, certificate expiration date, certification expiration date, due date"),
    _target("certificate_number", _("Certificate number"), Kind.TEXT,
        "certificate number, certificate no, certificate id, cert number, cert no, cert id, certificate, "
        "certification number, credential id, license number", 60),
)  # fmt: skip

OFFICER_ID = _target("officer", _("Officer ID"), Kind.TEXT,
    "officer id, officer ref, officer number, officer no, employee id, employee number, employee no, emp id, emp no, "
    "emp number, empid, employeeid, officerid, personnel number, personnel id, badge, badge number, badge no, badge id, "
    "shield, shield number, star, star number, serial number, serial no, pid, p number, post id, post number, "
    "person id, staff id, staff number, payroll number, payroll id, member id, member number, user id, userid, username, "
    "learner id, sis user id, student id, student number, id number, id no, id, ident, identifier, ref, reference, unit number, "
    "number, no, officer, employee, member, csn, tcole pid, mcoles number, peace officer id, dpsst, dpsst "
    "number, dpsst id, dpsst identifier, employee identifier, officer identifier, file number, associate id, "
    "worker id, acadis id, post pid, pin, emp, ee id, empl id, empl rcd, tax id, star badge, star no, shield no, "
    "user user id, person number", 40)  # fmt: skip

TARGETS = {target.key: target for target in (OFFICER_ID, *OFFICER_TARGETS, *RECORD_TARGETS)}
NAME_TARGETS = frozenset({"name", "first_name", "last_name"})
IGNORED = ""
# How payrolls, state boards and learning systems shorten the words of headings; "" says nothing at all.
_ABBREVIATIONS = {
    "dt": "date",
    "empl": "employee",
    "emp": "employee",
    "nme": "name",
    "nbr": "number",
    "num": "number",
    "orig": "original",
    "appt": "appointment",
    "sep": "separation",
    "exp": "expiration",
    "compl": "completion",
    "trng": "training",
    "crs": "course",
    "transcript": "",
}

_OFFICER_KEYS = frozenset(target.key for target in OFFICER_TARGETS)
_RANKED = {
    heading: [
        (target, place)
        for target in TARGETS.values()
        for place, known in enumerate(target.headings)
        if known == heading
    ]
    for target in TARGETS.values()
    for heading in target.headings
}


def is_officer_target(key: str) -> bool:
    """Whether this says something about the person rather than about the training."""
    return key in _OFFICER_KEYS


def meanings_of(heading: str) -> list[tuple[Target, int]]:
    """What a heading usually means, each with how usual that heading is for it (0 is the most usual).

    Where the heading isn't known as it is, its abbreviations are written out ("Appt Dt" is an appointment date).
    """
    words = fold(heading)
    found = _RANKED.get(words)
    if found is None:
        spelled = [_ABBREVIATIONS.get(word, word) for word in words.split()]
        found = _RANKED.get(" ".join(filter(None, spelled)), [])
    return found
