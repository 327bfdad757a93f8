"""What was returned, what the agency answers, and what changed since: of a draft, and of what was submitted."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from agencies.time_zones import today_of
from compliance.editions import Edition, edition_by_code
from compliance.practices import Practice
from pledges import changes, messages
from pledges.models import Completion, CompletionPractice
from pledges.particulars import Change, Particulars, Revised
from pledges.queries.assessment import Assessment, basis_frozen, basis_now, digests_of, particulars_of

Finding = CompletionPractice.Finding
# What concerns no single practice.
WHOLE = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What the IACP asks the agency to change, and the agency's answer; ``practice`` is WHOLE for what concerns all.

    ``page`` is where the practice's evidence is kept. ``changes`` are named by `with_changes` alone. What concerns all is
    required to be answered where no practice was returned; beside practices it may be.
    """

    practice: str
    title: str
    reason: str
    answer: str
    is_kept: bool
    is_changed: bool
    page: str = ""
    is_required: bool = True
    changes: tuple[Change, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether it is answered, and the practice did change or the answer says why not."""
        if not self.answer.strip():
            return not self.is_required
        return self.practice == WHOLE or self.is_changed or self.is_kept

    @property
    def anchor(self) -> str:
        """The ID of the part of the completion's page where it is answered."""
        return f"returned-{self.practice or 'whole'}"

    @property
    def answer_url(self) -> str:
        """Where it is answered."""
        return messages.url_of("pledges:completion", part=self.anchor)

    @property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """The changes as the comparison shows them."""
        return tuple((change.label, change.before or "–", change.now or "–") for change in self.changes)

    @property
    def what_is_needed(self) -> str:
        """What is still to be done about it, in words; nothing once it is settled."""
        if self.is_settled:
            return ""
        if self.practice == WHOLE or self.is_changed or self.is_kept:
            return _("Say what you changed.")
        if self.answer.strip():
            return _(
                "Nothing has changed here since it was returned. Change it, or check that you leave it as it is and say why."
            )
        return _("Change it and say what you changed, or say why you leave it as it is.")


@dataclass(frozen=True, slots=True)
class Returned:
    """What the IACP said when it last returned the completion: what it asks for, and when it said so."""

    asks: tuple[Ask, ...]
    at: datetime | None

    @property
    def open_asks(self) -> tuple[Ask, ...]:
        """What isn't settled yet."""
        return tuple(ask for ask in self.asks if not ask.is_settled)

    @property
    def required(self) -> tuple[Ask, ...]:
        """What has to be answered."""
        return tuple(ask for ask in self.asks if ask.is_required)

    @property
    def whole(self) -> Ask | None:
        """What concerns no single practice, if anything."""
        return self.of(WHOLE)

    def of(self, practice: str) -> Ask | None:
        """What is asked of one practice, if anything."""
        return next((ask for ask in self.asks if ask.practice == practice), None)


def returned_of(draft: Completion | None, assessment: Assessment) -> Returned | None:
    """What a draft has to answer, judged by the records of ``assessment``; None unless it follows a returned completion."""
    before = draft.follows if draft is not None else None
    if draft is None or before is None:
        return None
    then, now = _rows(before), _rows(draft)
    asks: list[Ask] = []
    edition = edition_by_code(draft.pledge.edition)
    for practice in edition.practices:
        row, own = then.get(practice.key), now.get(practice.key)
        if row is not None and row.finding == Finding.RETURNED:
            asks.append(
                Ask(
                    practice=practice.key,
                    title=_(practice.title),
                    reason=row.reason,
                    answer=own.answer if own is not None else "",
                    is_kept=own is not None and own.is_kept,
                    is_changed=_is_changed(practice, edition, draft, before, assessment),
                    page=messages.url_of(messages.place_of(practice, assessment.facts)[0]),
                )
            )
    if before.told:
        whole = Ask(WHOLE, _("The whole completion"), before.told, draft.answer, False, False)
        asks.insert(0, replace(whole, is_required=not asks))
    return Returned(tuple(asks), before.decided_at)


def with_changes(returned: Returned, draft: Completion, assessment: Assessment) -> Returned:
    """The same, each practice with what changed of it: for pages that gathered every officer anyway."""
    before = draft.follows
    if before is None:
        return returned
    named = {ask.practice: _changes(ask.practice, draft, before, assessment) for ask in returned.asks}
    return replace(returned, asks=tuple(replace(ask, changes=named[ask.practice]) for ask in returned.asks))


def particulars_to_submit(completion: Completion, assessment: Assessment) -> Particulars | None:
    """The particulars with what became of each practice since the return; None while the records can't be judged."""
    if assessment.gathered is None:
        return None
    particulars = particulars_of(completion, assessment.gathered)
    before = completion.follows
    if before is None:
        return particulars
    returned_on = today_of(completion.agency, before.decided_at) if before.decided_at else None
    return replace(particulars, returned_on=returned_on, revised=revised_of(completion, assessment))


def revised_of(completion: Completion, assessment: Assessment) -> tuple[Revised, ...]:
    """What became of each practice since the return: the reason, the answer and the changes, where there is any of them."""
    before = completion.follows
    if before is None:
        return ()
    then, now = _rows(before), _rows(completion)
    found = [Revised(WHOLE, before.told, completion.answer)] if before.told else []
    for practice in edition_by_code(completion.pledge.edition).practices:
        key = practice.key
        named = _changes(key, completion, before, assessment)
        row, own = then.get(key), now.get(key)
        asked = row.reason if row is not None else ""
        if asked or named:
            answer = own.answer if own is not None and asked else ""
            found.append(Revised(key, asked, answer, own is not None and own.is_kept, named))
    return tuple(found)


def is_changed(practice: str, completion: Completion, assessment: Assessment) -> bool | None:
    """Whether a practice, or what the agency says of it, is another than before the return; None when nothing was returned."""
    before = completion.follows
    if before is None:
        return None
    edition = edition_by_code(completion.pledge.edition)
    return _is_changed(edition.practice(practice), edition, completion, before, assessment)


def _is_changed(
    practice: Practice, edition: Edition, draft: Completion, before: Completion, assessment: Assessment
) -> bool:
    key = practice.key
    words = (
        changes.words_of(key, edition, before.statements),
        changes.words_of(key, edition, draft.statements),
    )
    if words[0] != words[1]:
        return True
    row = _rows(before).get(key)
    if row is not None and row.digest:
        # What can't be judged isn't known to have changed.
        return digests_of(assessment).get(key, row.digest) != row.digest
    return bool(_changes(key, draft, before, assessment))


def _changes(
    practice: str, completion: Completion, before: Completion, assessment: Assessment
) -> tuple[Change, ...]:
    if practice == WHOLE:
        return ()
    row = _rows(before).get(practice)
    # Of a submission from before copies were kept, none are compared.
    copies = row is not None and bool(row.digest)
    then, now = basis_frozen(practice, before, copies=copies), basis_now(practice, assessment, copies=copies)
    edition = edition_by_code(completion.pledge.edition)
    said = [changes.words_of(practice, edition, one.statements) for one in (before, completion)]
    found = changes.changes(then, now) if then is not None and now is not None else ()
    return (*found, *changes.words_changed(*said))


def _rows(completion: Completion) -> dict[str, CompletionPractice]:
    return {row.practice: row for row in completion.practices.all()}
