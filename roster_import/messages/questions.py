"""The open questions as pages: which are asked together, what each kind is about and why it is asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roster_import.reading.questions import LABELS, Answers, Question, name_of_course
from training.course_titles import CatalogueCourse
from training.models import RosterImport

# The pages in their order: what columns are comes first, because it may change all that follows.
PAGES: dict[str, str | Promise] = {
    "columns": _("what the columns are"),
    "training": _("courses and training"),
    "people": _("who is sworn and in service"),
    "comparison": _("what differs from your roster"),
}
# Kinds of questions: their headings, and why they are asked.
KINDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "columns": (
        _("Columns"),
        _("A column may say that a training wasn't completed, or how long it was. We don't guess."),
    ),
    "dates": (_("Dates"), _("The day decides whether a training counts, and until when.")),
    "hidden": (
        _("Hidden rows"),
        _("Hidden rows are often people who left. They stay out unless you use them."),
    ),
    "identity": (
        _("Officer IDs"),
        _("An ID keeps two people with one name apart, and finds them again in your next file."),
    ),
    "course": (
        _("Courses"),
        _("Training counts only for the course that you choose. If it is none of them, leave it out."),
    ),
    "hours": (
        _("Hours"),
        _("A course counts only in full length, and the file doesn't say how long these were."),
    ),
    "result": (
        _("Results"),
        _("Only training that was completed or passed counts."),
    ),
    "role": (
        _("Roles"),
        _("A class counts for those who took it, and not for those who taught or watched it."),
    ),
    "delivery": (_("Delivery"), _("Some courses count only in person.")),
    "sworn": (
        _("Who is sworn"),
        _("Shares are counted of sworn officers only. Choose Left for people who no longer work for you."),
    ),
    "status": (_("In service or not"), _("Only officers in service count.")),
    "person": (_("People"), _("Training belongs to a person, so we never move it by the ID alone.")),
    "missing": (
        _("Missing from the file"),
        _("They are on your roster, and this file doesn't have them. People who left no longer count."),
    ),
    "records": (_("Training records"), _("Nothing that was recorded is changed without your answer.")),
}
# From so many questions on, those that are left blank can be answered at once.
MANY = 6
REST: dict[str, list[tuple[str, str | Promise]]] = {
    "course": [("leave_out", _("Leave out all others"))],
    "missing": [("left", _("All others left")), ("keep", _("All others are simply not in this file"))],
}


# Kinds whose proposals can be accepted at once. A person who presses the button sees each of them.
PROPOSING = ("sworn", "status")
PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One answer that is proposed: its words, and the file's words that it is proposed for."""

    label: str | Promise
    values: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The open questions of one page, and what is asked after it. ``shown`` are those that fit the search."""

    name: str
    everything: list[Question]
    shown: list[Question]
    later: list[str | Promise]
    query: str

    def rest(self, wanted: str) -> Answers:
        """The answers for all questions of a kind at once: ``course:leave_out``, or what is ``proposed`` for each."""
        about, _sign, value = wanted.partition(":")
        if value == PROPOSED and about in PROPOSING:
            return {one.id: one.proposal for one in self.everything if one.about == about and one.proposal}
        if not any(value == one for one, _label in REST.get(about, ())):
            return {}
        return {one.id: value for one in self.everything if one.about == about}

    def proposed(self) -> dict[str, list[Proposed]]:
        """What is proposed for titles and statuses, by kind and by answer, also for those that aren't shown."""
        found: dict[str, dict[str, list[Question]]] = {}
        for one in self.everything:
            if one.about in PROPOSING and one.proposal:
                found.setdefault(one.about, {}).setdefault(one.proposal, []).append(one)
        return {
            kind: [
                Proposed(LABELS.get(value, value), tuple(one.value for one in several), len(several))
                for value, several in by_value.items()
            ]
            for kind, by_value in found.items()
            if sum(map(len, by_value.values())) > 1
        }

    def total(self, about: str) -> int:
        """How many questions of a kind the page has."""
        return sum(one.about == about for one in self.everything)


def questions_page(found: RosterImport, wanted: str, query: str) -> QuestionsPage:
    """The questions of a page: by default the first that has any."""
    everything = [Question.from_data(data) for data in found.shape.get("questions", ())]
    pages = [page for page in PAGES if any(one.page == page for one in everything)]
    name = wanted if wanted in pages else next(iter(pages), "columns")
    on_page = [one for one in everything if one.page == name]
    # Of many titles not all are shown at once: those for which a course is suggested come first, and those without last.
    on_page.sort(key=lambda one: (one.about == "course" and not one.proposal, one.about != "course"))
    later = [PAGES[page] for page in pages[pages.index(name) + 1 :]] if pages else []
    return QuestionsPage(name, on_page, list(_holding(on_page, query)), later, query)


def titles_left_out(found: RosterImport, query: str, catalogue: list[CatalogueCourse]) -> list[Question]:
    """The titles that are left out and hold all words of ``query``, each as a question for its course."""
    values = tuple(course.code for course in catalogue)
    labels = {course.code: course.title for course in catalogue}
    asked = [
        Question(
            id=name_of_course(title),
            about="course",
            text=written,
            values=("leave_out", *values),
            proposal="leave_out",
            value=written,
            count=count,
            labels=labels,
        )
        for title, written, count in found.shape.get("titles", ())
    ]
    return list(_holding(asked, query))


def _holding(questions: list[Question], query: str) -> Iterator[Question]:
    """Those whose words hold all words of a search."""
    words = query.casefold().split()
    for one in questions:
        text = f"{one.value} {one.text}".casefold()
        if all(word in text for word in words):
            yield one
