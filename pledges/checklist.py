"""What stands between a draft and its submission: one list, shown on the pages and enforced by the action."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from compliance.editions import edition_by_code
from compliance.report import Finding
from pledges import messages, reading
from pledges.models import Completion
from pledges.queries.assessment import Assessment, contradictions_of, letter_is_current
from pledges.queries.returned import WHOLE, Ask, Returned, returned_of


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to have before submitting. ``text`` says what is there, or what is missing; ``url`` where it is corrected.

    ``returned`` is the reviewer's reason where the IACP returned it and the agency hasn't answered yet; ``asks`` is what a
    reviewer will ask although it is there.
    """

    key: str
    label: str
    done: bool
    text: str = ""
    url: str = ""
    returned: str = ""
    asks: tuple[messages.Point, ...] = ()


def checklist(
    completion: Completion | None, assessment: Assessment, returned: Returned | None = None
) -> tuple[Item, ...]:
    """Everything that a submission needs, in the order in which an agency gets there; no query.

    ``returned`` is what the completion has to answer, from callers that have it at hand.

    The practices come first (or, when the records contradict each other, what contradicts), then what the IACP returned
    without naming a practice, words that contradict the records, who signs (FAQ 9), and the letter itself, made after the
    last change. A practice that was returned isn't done before it is answered.
    """
    returned = returned or returned_of(completion, assessment)
    return (
        *_practices(assessment, returned),
        *_whole(returned),
        *_words(completion, assessment),
        *_signatory(completion),
        _letter(completion, assessment),
    )


def missing(completion: Completion, assessment: Assessment) -> tuple[Item, ...]:
    """What of the checklist isn't done yet."""
    return tuple(item for item in checklist(completion, assessment) if not item.done)


def _practices(assessment: Assessment, returned: Returned | None) -> list[Item]:
    if assessment.report is None or assessment.facts is None:
        points = [messages.refusal(problem) for problem in assessment.problems]
        return [Item("records", _("Your records"), False, point.text, point.url) for point in points]
    items = []
    for finding in assessment.report.findings:
        points = messages.missing(finding, assessment.facts)
        item = Item(
            key=str(finding.requirement),
            label=messages.title_of(finding.requirement),
            done=finding.met,
            text=" ".join(point.text for point in points),
            url=points[0].url if points else "",
            asks=_asks(finding, assessment),
        )
        ask = returned.of(item.key) if returned is not None else None
        items.append(item if ask is None or ask.is_settled else _with_ask(item, ask))
    return items


def _with_ask(item: Item, ask: Ask) -> Item:
    """The item of what was returned: what is missing first, then what the IACP waits for."""
    text = " ".join(filter(None, [item.text, ask.what_is_needed]))
    return replace(item, done=False, text=text, url=item.url or ask.answer_url, returned=ask.reason)


def _whole(returned: Returned | None) -> list[Item]:
    ask = returned.of(WHOLE) if returned is not None else None
    if ask is None or not ask.is_required:
        return []
    item = Item("returned", ask.title, True)
    return [item if ask.is_settled else _with_ask(item, ask)]


def _asks(finding: Finding, assessment: Assessment) -> tuple[messages.Point, ...]:
    if assessment.facts is None or not finding.met:
        return ()
    practice = edition_by_code(assessment.facts.edition).practice(finding.requirement)
    return reading.of_practice(practice, assessment.facts, assessment.beside)


def _words(completion: Completion | None, assessment: Assessment) -> list[Item]:
    """The agency's own words, where they contradict the records."""
    found = contradictions_of(completion, assessment) if completion is not None else ()
    page = messages.url_of("pledges:completion")
    return [Item("words", _("Your own words"), False, one.text, page) for one in found]


def _signatory(completion: Completion | None) -> list[Item]:
    page = messages.url_of("pledges:completion")
    named = completion is not None and bool(completion.signatory_name and completion.signatory_title)
    if not named:
        return [
            Item(
                "signatory", _("Who signs"), False, _("Name who signs the letter, with rank or title."), page
            )
        ]
    if completion is not None and not completion.signatory_is_command:
        ask = _(
            "The letter is signed by the chief or another member of the command staff. Confirm that, or name another."
        )
        return [Item("signatory", _("Who signs"), False, ask, page)]
    return [Item("signatory", _("Who signs"), True)]


def _letter(completion: Completion | None, assessment: Assessment) -> Item:
    page = messages.url_of("documents:letter")
    if completion is None or completion.letter_id is None:
        return Item(
            "letter", _("The letter"), False, _("Make the completion letter from what is recorded."), page
        )
    if not letter_is_current(completion, assessment):
        return Item(
            "letter",
            _("The letter"),
            False,
            _("Something has changed since the letter was made: make it again."),
            page,
        )
    return Item("letter", _("The letter"), True)
