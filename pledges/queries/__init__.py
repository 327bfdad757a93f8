"""What the pages and the actions read of pledges and completions. A module a subject; import from here."""

from pledges.queries.assessment import (
    Assessment,
    assess_agency,
    assessment_of,
    frozen_assessment,
    letter_basis_digest,
    letter_is_current,
)
from pledges.queries.clock import Clock, clock_of
from pledges.queries.completion import CompletionPage, completion_page, edition_comparison
from pledges.queries.desk import IntakeEntry, Waiting, intake_waiting, overdue, reminders_due
from pledges.queries.overview import Overview, PracticeCard, newer_than, overview, practice_cards
from pledges.queries.pledges import (
    LIVE,
    SPEAKERS,
    completions_of,
    current_pledge,
    draft,
    edition_code_of,
    find_pledge,
    latest_completion,
    live_pledge,
    membership_role,
    open_completion,
    pledge_by_form_key,
    pledge_by_number,
    pledge_by_public_id,
    pledge_by_token,
    statuses_of,
)
from pledges.queries.standing import standing_of

__all__ = [
    "LIVE",
    "SPEAKERS",
    "Assessment",
    "Clock",
    "CompletionPage",
    "IntakeEntry",
    "Overview",
    "PracticeCard",
    "Waiting",
    "assess_agency",
    "assessment_of",
    "clock_of",
    "completion_page",
    "completions_of",
    "current_pledge",
    "draft",
    "edition_code_of",
    "edition_comparison",
    "find_pledge",
    "frozen_assessment",
    "intake_waiting",
    "latest_completion",
    "letter_basis_digest",
    "letter_is_current",
    "live_pledge",
    "membership_role",
    "newer_than",
    "open_completion",
    "overdue",
    "overview",
    "pledge_by_form_key",
    "pledge_by_number",
    "pledge_by_public_id",
    "pledge_by_token",
    "practice_cards",
    "reminders_due",
    "standing_of",
    "statuses_of",
]
