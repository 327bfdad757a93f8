"""All that a reviewer sees of a completion."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.queries import Event, history
from common.characters import cautions
from compliance.editions import edition_by_code
from compliance.report import Report, Warning, WarningCode
from compliance.requirements import is_training
from documents import composing
from documents import queries as documents
from documents.content import Claim, LetterContent, Section, paper_from_data
from documents.models import Document
from documents.signing import Signing, signing_of
from pledges import messages, reading
from pledges import queries as pledges
from pledges.models import Completion
from pledges.queries import Assessment, Clock
from reviews import messages as desk_messages
from reviews.models import Decision, PreparedDecision, Review, seen_of
from reviews.queries.entries import EntryShown, shown
from reviews.queries.since import EarlierDecision, Since, earlier_decision, since_return


@dataclass(frozen=True, slots=True)
class PracticeBeside:
    """One practice: the letter's claims and the agency's own words, beside what was counted when it was submitted.

    ``is_counted`` is whether it is about heads, and so has a bar. ``finding`` and ``reason`` are what was found of it: of one
    that waits, what was verified before and hasn't changed. ``since`` is there when the completion was returned before.
    """

    code: str
    title: str
    met: bool
    found: str
    claims: tuple[Claim, ...]
    words: str
    entries: tuple[EntryShown, ...]
    actual: int
    needed: int
    out_of: int
    is_counted: bool
    finding: str
    reason: str
    since: Since | None

    @property
    def status(self) -> str:
        """A key of the status component; that of a practice that is met says whether there is something to ask."""
        if not self.met:
            return "not_met"
        return "asked" if any(entry.asks for entry in self.entries) else "met"


@dataclass(frozen=True, slots=True)
class CompletionPage:
    """Everything that the page shows; templates run no query."""

    completion: Completion
    clock: Clock
    frozen: Assessment
    practices: tuple[PracticeBeside, ...]
    whole: Since | None
    comparison: tuple[tuple[str, str, str], ...]
    warnings: tuple[str, ...]
    thin: tuple[str, ...]
    exclusions: tuple[tuple[str, str], ...]
    cautions: tuple[str, ...]
    letter: Document | None
    signing: Signing
    papers: tuple[Document, ...]
    review: Review | None
    decision: Decision | None
    prepared: PreparedDecision | None
    earlier: tuple[EarlierDecision, ...]
    events: tuple[Event, ...]
    may_decide: bool
    is_own: bool

    @property
    def has_changed(self) -> bool:
        """Whether today's facts differ from those that were submitted."""
        return any(then != now for _label, then, now in self.comparison)

    @property
    def seen(self) -> str:
        """What is prepared, with its version and batch, empty for nothing: the forms send it back."""
        return seen_of([self.prepared] if self.prepared is not None else [])

    @property
    def can_be_recalled(self) -> bool:
        """Whether the emails about the decision are still held."""
        batch = self.decision.batch if self.decision is not None else None
        return batch is not None and batch.can_be_recalled(timezone.now())

    @property
    def is_waiting(self) -> bool:
        return self.completion.state == Completion.State.SUBMITTED


def completion_by_public_id(public_id: str) -> Completion:
    """One completion that was submitted; Completion.DoesNotExist for a draft, which is the agency's own."""
    return (
        Completion.objects.exclude(state=Completion.State.DRAFT)
        .select_related("agency", "pledge__agency", "submitted_by", "letter", "signed_letter", "follows")
        .prefetch_related("practices__found_by", "follows__practices__found_by", "copies__file")
        .get(public_id=public_id)
    )


def note_of(completion: Completion) -> dict[str, str]:
    """The private note as its form takes it, with the moment when it was saved last."""
    review = Review.objects.filter(completion=completion).first()
    if review is None:
        return {"text": "", "read_at": "never"}
    return {"text": review.private_note, "read_at": review.updated_at.isoformat()}


def completion_page(completion: Completion, *, may_review: bool, today: date) -> CompletionPage:
    """All that a reviewer sees of one completion on ``today``: some twenty queries, however large the roster.

    ``may_review`` is whether this reviewer may decide on this agency at all.
    """
    frozen = pledges.frozen_assessment(completion)
    today_s = pledges.assessment_of(completion.pledge, today)
    decisions = list(
        Decision.objects.filter(completion__pledge=completion.pledge)
        .select_related("decided_by", "completion", "batch")
        .prefetch_related("completion__practices")
        .order_by("-decided_at")
    )
    report = _report(frozen)
    letter = documents.letter_of(completion)
    return CompletionPage(
        completion=completion,
        clock=pledges.clock_of(completion.pledge, today),
        frozen=frozen,
        practices=_practices(completion, frozen, today_s, letter),
        whole=since_return(completion, pledges.WHOLE),
        comparison=_comparison(frozen, today_s),
        warnings=tuple(desk_messages.warning(warning) for warning in report.warnings),
        thin=_thin(completion, frozen),
        exclusions=_exclusions(frozen),
        cautions=_cautions(completion),
        letter=letter,
        signing=signing_of(completion, at=timezone.now()),
        papers=tuple(documents.papers_of(completion)),
        review=Review.objects.filter(completion=completion).select_related("reviewer").first(),
        prepared=PreparedDecision.objects.filter(completion=completion)
        .select_related("prepared_by", "batch")
        .first(),
        decision=next((decision for decision in decisions if decision.completion_id == completion.pk), None),
        earlier=tuple(earlier_decision(one) for one in decisions if one.completion_id != completion.pk),
        events=tuple(history(completion.agency, limit=30, verbs=("pledges.", "reviews.", "documents."))),
        may_decide=may_review and completion.state == Completion.State.SUBMITTED,
        is_own=not may_review,
    )


def _report(frozen: Assessment) -> Report:
    if frozen.report is None:
        raise ValueError("A submitted completion always has its report.")
    return frozen.report


def _practices(
    completion: Completion, frozen: Assessment, today_s: Assessment, letter: Document | None
) -> tuple[PracticeBeside, ...]:
    report = _report(frozen)
    edition = edition_by_code(report.edition)
    sections = _sections(completion, letter)
    particulars = pledges.frozen_particulars(completion)
    now = today_s.gathered.evidence if today_s.gathered is not None else ()
    kept = {(row.evidence, row.ref): row.public_id for row in completion.copies.all()}
    lists = shown(frozen.facts, particulars.evidence, today=now, kept=kept)
    entries = {one.practice: one.entries for one in lists}
    rows = {row.practice: row for row in completion.practices.all()}
    codes = {practice.key for practice in edition.practices}
    found = []
    for finding in report.findings:
        code = finding.requirement
        own = next((part for part in sections if part.practice == code), None)
        # What isn't about one practice, such as the strength, is told where its section is.
        told = {code} if own is None else {code, *(_about(claim) for claim in own.claims)} - (codes - {code})
        claims = [claim for part in sections for claim in part.claims if _about(claim) in told]
        found.append(
            PracticeBeside(
                code=code,
                title=messages.title_of(code),
                met=finding.met,
                found=messages.found(finding),
                claims=tuple(claims),
                words=own.words if own is not None else "",
                entries=entries.get(code, ()),
                actual=finding.actual,
                needed=finding.needed,
                out_of=finding.out_of,
                is_counted=is_training(edition.practice(code)),
                finding=rows[code].finding if code in rows else "",
                reason=rows[code].reason if code in rows else "",
                since=since_return(completion, code),
            )
        )
    return tuple(found)


def _about(claim: Claim) -> str:
    """The practice that a claim is about, or what else."""
    return claim.key.partition(":")[0]


def _sections(completion: Completion, letter: Document | None) -> tuple[Section, ...]:
    """The letter's own sections as it was made; composed from what was frozen where there is no letter, or an old one."""
    if letter is not None and "sections" in letter.content:
        return cast("LetterContent", paper_from_data(letter.kind, letter.content)).sections
    return composing.letter(documents.frozen_submission(completion), on=timezone.localdate()).sections


def _comparison(frozen: Assessment, today: Assessment) -> tuple[tuple[str, str, str], ...]:
    """Label, as submitted, today: strength, each finding, each warning, and which entries there are."""
    then, now = _report(frozen), today.report
    if now is None:
        contradictory = _("Today's records contradict each other")
        return ((_("Today"), _("Could be judged"), contradictory),)
    rows = [(_("Sworn officers"), str(then.sworn), str(now.sworn))]
    today_s = {finding.requirement: messages.found(finding) for finding in now.findings}
    for finding in then.findings:
        found = messages.found(finding), today_s.get(finding.requirement, "–")
        rows.append((messages.title_of(finding.requirement), *found))
    for code in WarningCode:
        before, after = then.warning(code), now.warning(code)
        if before is not None or after is not None:
            rows.append((str(desk_messages.WARNINGS[code]), _heads(before), _heads(after)))
    recorded = {one.practice: _names(one.entries) for one in shown(today.facts, ())}
    for one in shown(frozen.facts, ()):
        rows.append(
            (
                _("%(practice)s: recorded") % {"practice": one.title},
                _names(one.entries),
                recorded.get(one.practice, "–"),
            )
        )
    return tuple(rows)


def _heads(warning: Warning | None) -> str:
    return "–" if warning is None else desk_messages.officers(warning.count)


def _thin(completion: Completion, frozen: Assessment) -> tuple[str, ...]:
    """What the agency was told beforehand that a reviewer will ask."""
    if frozen.facts is None:
        return ()
    return tuple(point.text for point in reading.asks(frozen.facts, pledges.frozen_particulars(completion)))


def _cautions(completion: Completion) -> tuple[str, ...]:
    """What to know of the names before they are printed; of one that is decided nothing."""
    if completion.state != Completion.State.SUBMITTED:
        return ()
    submission, agency = documents.frozen_submission(completion), completion.agency
    return cautions(composing.names(submission, agency=agency.name, place=agency.place))


def _exclusions(frozen: Assessment) -> tuple[tuple[str, str], ...]:
    """Why officers were left out of the count, and how many for each reason, the most first. No IDs."""
    warning = _report(frozen).warning(WarningCode.EXCLUDED)
    if warning is None or frozen.facts is None:
        return ()
    refs = set(warning.refs)
    reasons = Counter(officer.excluded_because for officer in frozen.facts.officers if officer.ref in refs)
    return tuple((reason or "–", desk_messages.officers(count)) for reason, count in reasons.most_common())


def _names(entries: tuple[EntryShown, ...]) -> str:
    """What is recorded, and what became of it: what can change although the figures don't."""
    return "; ".join(entry.spanned for entry in entries) or "–"
