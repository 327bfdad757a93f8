"""The words for warnings, and for records that contradict each other."""

from django.utils.translation import gettext_lazy, ngettext_lazy

from compliance.refusals import Code, Problem
from compliance.report import Warning, WarningCode
from pledges.lifecycle import State
from pledges.messages.points import Point, Words, url_of

_WARNINGS: dict[WarningCode, tuple[Words, str]] = {
    WarningCode.PENDING_EQUIVALENCY: (
        ngettext_lazy(
            "%(count)s officer took a course that waits for the IACP's decision. It counts once it is approved.",
            "%(count)s officers took a course that waits for the IACP's decision. It counts once it is approved.",
            "count",
        ),
        "training:officers",
    ),
    WarningCode.HOURS_SHORT: (
        ngettext_lazy(
            "%(count)s officer took a course with too few hours to count.",
            "%(count)s officers took a course with too few hours to count.",
            "count",
        ),
        "training:records",
    ),
    WarningCode.LAPSED_CIT: (
        ngettext_lazy(
            "The crisis-intervention certificate of %(count)s officer has expired. A refresher is "
            "recommended.",
            "The crisis-intervention certificates of %(count)s officers have expired. Refreshers are "
            "recommended.",
            "count",
        ),
        "training:officers",
    ),
    WarningCode.LAPSED_MHFA: (
        ngettext_lazy(
            "The first-aid certificate of %(count)s officer has expired. A refresher is recommended.",
            "The first-aid certificates of %(count)s officers have expired. Refreshers are recommended.",
            "count",
        ),
        "training:officers",
    ),
    WarningCode.RECORDED_DELIVERY: (
        ngettext_lazy(
            "%(count)s officer was trained by a recording alone. In-person training is preferred; the reviewer will see it.",
            "%(count)s officers were trained by a recording alone. In-person training is preferred; the reviewer will see it.",
            "count",
        ),
        "training:records",
    ),
    WarningCode.ON_LEAVE: (
        ngettext_lazy(
            "%(count)s officer is on leave, and counts like everyone else.",
            "%(count)s officers are on leave, and count like everyone else.",
            "count",
        ),
        "training:officers",
    ),
    WarningCode.EXCLUDED: (
        ngettext_lazy(
            "The IACP left %(count)s officer out of the count, for a reason on record.",
            "The IACP left %(count)s officers out of the count, for reasons on record.",
            "count",
        ),
        "training:officers",
    ),
    WarningCode.ROSTER_BELOW_DECLARED: (
        ngettext_lazy(
            "Your agency's profile has %(count)s sworn officer more than the roster, who counts as not trained. "
            "Add the officer, or correct the profile.",
            "Your agency's profile has %(count)s sworn officers more than the roster, who count as not trained. "
            "Add them, or correct the profile.",
            "count",
        ),
        "agencies:profile",
    ),
    WarningCode.ROSTER_ABOVE_DECLARED: (
        ngettext_lazy(
            "The roster has %(count)s sworn officer more than your agency's profile. Correct whichever is out of date.",
            "The roster has %(count)s sworn officers more than your agency's profile. Correct whichever is out of date.",
            "count",
        ),
        "agencies:profile",
    ),
}
# The rows of the page that a warning is about.
_ROWS = {
    WarningCode.PENDING_EQUIVALENCY: "training=pending",
    WarningCode.LAPSED_CIT: "training=lapsed",
    WarningCode.LAPSED_MHFA: "training=lapsed",
    WarningCode.RECORDED_DELIVERY: "delivery=recorded",
    WarningCode.ON_LEAVE: "training=leave",
    WarningCode.EXCLUDED: "training=excluded",
}


def warning(given: Warning) -> Point:
    """A warning in plain words, and where to look into it."""
    text, page = _WARNINGS[given.code]
    return Point(str(text % {"count": given.count}), url_of(page, query=_ROWS.get(given.code, "")))


_PARTS: dict[str, tuple[Words, str]] = {
    "officers": (gettext_lazy("the roster"), "training:officers"),
    "records": (gettext_lazy("the training records"), "training:records"),
    "courses": (gettext_lazy("the courses"), "training:courses"),
    "headcount": (gettext_lazy("the head counts"), "training:headcount"),
    "partnerships": (gettext_lazy("the partnerships"), "partnerships:list"),
    "policies": (gettext_lazy("the policies"), "policies:list"),
    "declared_sworn": (gettext_lazy("the agency's profile"), "agencies:profile"),
}
_REFUSALS: dict[Code, Words] = {
    Code.IMPOSSIBLE_DATE: gettext_lazy(
        "In %(part)s, number %(number)s has dates that can't be right: one comes before another."
    ),
    Code.OUT_OF_RANGE: gettext_lazy(
        "In %(part)s, number %(number)s has a figure or a text that is outside all limits."
    ),
    Code.BAD_TEXT: gettext_lazy("In %(part)s, number %(number)s has a text that is blank or can't be read."),
    Code.DUPLICATE: gettext_lazy("In %(part)s, number %(number)s is there twice."),
    Code.HEADCOUNT_TOO_HIGH: gettext_lazy(
        "The head counts add up to more than the sworn officers. Count each officer once; those with both trainings under "
        "crisis intervention."
    ),
}


def refusal(problem: Problem) -> Point:
    """Why what is recorded can't be judged, and where to fix it. Rows are counted from one; no one is named."""
    part, _bracket, rest = problem.place.partition("[")
    name, page = _PARTS.get(part.partition(".")[0], (gettext_lazy("the records"), ""))
    number = rest.partition("]")[0]
    text = _REFUSALS.get(problem.code, gettext_lazy("Some entries in %(part)s contradict each other."))
    values = {"part": name, "number": int(number) + 1 if number.isdigit() else "–"}
    return Point(str(text) % values, url_of(page) if page else "")


def transition_closed(state: State) -> str:
    """Why a transition isn't open: where the pledge stands, said to someone who has just tried."""
    return str(_CLOSED[state])


_CLOSED: dict[State, Words] = {
    State.RECEIVED: gettext_lazy(
        "This pledge waits for its email address to be confirmed, so this can't be done yet."
    ),
    State.CONFIRMED: gettext_lazy("This pledge waits for the IACP to verify it, so this can't be done now."),
    State.QUERIED: gettext_lazy(
        "The IACP has asked a question about this pledge, so this can't be done before the answer."
    ),
    State.CLOSED: gettext_lazy("This pledge was closed, so nothing more can be done with it."),
    State.ACTIVE: gettext_lazy(
        "This pledge is on its way and nothing is submitted, so this can't be done now."
    ),
    State.SUBMITTED: gettext_lazy(
        "The completion has been submitted and waits for the IACP, so this can't be done now."
    ),
    State.RETURNED: gettext_lazy("The completion was returned for changes, so this can't be done now."),
    State.COMPLETED: gettext_lazy("This pledge is completed, so this can't be done any more."),
    State.REVOKED: gettext_lazy(
        "The certificate was revoked, so this can't be done before you submit again."
    ),
    State.WITHDRAWN: gettext_lazy("This pledge was withdrawn, so this can't be done any more."),
    State.LAPSED: gettext_lazy(
        "This pledge has lapsed, so this can't be done before the IACP reinstates it."
    ),
}
