"""The rows of a completion: what is said, frozen and found of each practice. Parts of the completion's actions."""

from collections.abc import Collection, Iterable, Mapping

from accounts.models import User
from common.open_actions import OpenTo, open_to
from compliance.editions import edition_by_code
from pledges import queries
from pledges.models import Completion, CompletionPractice, SubmittedCopy

SIGNATORY = ("signatory_name", "signatory_title", "signatory_is_command")
# The draft's own fields, and those of a practice's row: the field's name after the practice's key, and the column.
OWN = (*SIGNATORY, "answer")
OF_PRACTICE = ("statement", "answer", "is_kept")
Finding = CompletionPractice.Finding


@open_to(OpenTo.PART)
def reopen(completion: Completion, *, follows: Completion | None) -> Completion:
    """A new draft with the same words. What is recalled keeps its answers; what is returned has new ones to write."""
    copied = (
        *SIGNATORY,
        "letter",
        "letter_digest",
        "signed_letter",
        "signed_letter_name",
        "signed_letter_digest",
    )
    draft = Completion(pledge=completion.pledge, agency=completion.agency, follows=follows)
    answered = follows != completion
    for name in (*copied, "answer") if answered else copied:
        setattr(draft, name, getattr(completion, name))
    draft.save()
    rows = [
        CompletionPractice(
            practice=row.practice,
            statement=row.statement,
            answer=row.answer if answered else "",
            is_kept=row.is_kept and answered,
        )
        for row in completion.practices.all()
    ]
    write_practices(draft, rows, OF_PRACTICE)
    return draft


@open_to(OpenTo.PART)
def freeze_practices(completion: Completion, assessment: queries.Assessment) -> list[CompletionPractice]:
    """Keep what each practice of a locked submission stands on, whether it changed, and the copies of its evidence.

    What was verified in the completion that this one follows stays verified unless it changed.
    """
    digests = queries.digests_of(assessment)
    follows = completion.follows
    before = {row.practice: row for row in follows.practices.all()} if follows is not None else {}
    rows = practice_rows(completion, list(digests))
    for key, row in rows.items():
        row.digest = digests[key]
        row.is_changed = queries.is_changed(key, completion, assessment)
        then = before.get(key)
        if then is not None and then.finding == Finding.VERIFIED and not row.is_changed:
            row.finding, row.found_at, row.found_by_id = then.finding, then.found_at, then.found_by_id
    write_practices(completion, rows.values(), ("digest", "is_changed", "finding", "found_at", "found_by"))
    copies = assessment.gathered.copies if assessment.gathered is not None else ()
    SubmittedCopy.objects.bulk_create(
        SubmittedCopy(
            completion=completion,
            evidence=copy.evidence,
            ref=copy.ref,
            file_id=copy.file,
            file_name=copy.name,
        )
        for copy in copies
    )
    return list(rows.values())


@open_to(OpenTo.PART)
def decide_practices(
    completion: Completion, *, verified: Collection[str], returned: Mapping[str, str], by: User
) -> list[CompletionPractice]:
    """Write what was found of each practice. Who verified it first, and when, stays where that was carried over."""
    keys = [one.key for one in edition_by_code(completion.pledge.edition).practices]
    rows = practice_rows(completion, keys)
    for key, row in rows.items():
        if key in verified and row.finding == Finding.VERIFIED:
            continue
        found = (
            Finding.RETURNED
            if key in returned
            else Finding.VERIFIED
            if key in verified
            else Finding.UNDECIDED
        )
        row.finding, row.reason = found, returned.get(key, "")
        row.found_at = completion.decided_at if found else None
        row.found_by = by if found else None
    write_practices(completion, rows.values(), ("finding", "reason", "found_at", "found_by"))
    return list(rows.values())


@open_to(OpenTo.PART)
def practice_rows(completion: Completion, practices: Iterable[str]) -> dict[str, CompletionPractice]:
    """The row of each of these practices, in their order; a new one, unsaved, where there is none."""
    known = {row.practice: row for row in completion.practices.all()} if completion.pk else {}
    return {key: known.get(key) or CompletionPractice(practice=key) for key in practices}


@open_to(OpenTo.PART)
def write_practices(
    completion: Completion, rows: Iterable[CompletionPractice], columns: tuple[str, ...]
) -> None:
    """Write these columns of a completion's rows, and rows that are new."""
    written = list(rows)
    for row in written:
        row.completion = completion
    CompletionPractice.objects.bulk_create(
        [row for row in written if row.pk is None],
        update_conflicts=True,
        unique_fields=["completion", "practice"],
        update_fields=list(columns),
    )
    CompletionPractice.objects.bulk_update([row for row in written if row.pk is not None], columns)
