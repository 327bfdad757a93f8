"""The database itself refuses a decision by the person who submitted the completion, or who is or was a member there.

The rule is ``reviews.permissions``, asked by the actions; this holds for whatever else may write the row.
"""

from common import triggers

_OWN = (
    "EXISTS (SELECT 1 FROM pledges_completion c WHERE c.id = NEW.completion_id AND (c.submitted_by_id = NEW.decided_by_id"
    " OR EXISTS (SELECT 1 FROM agencies_tie t WHERE t.agency_id = c.agency_id AND t.user_id = NEW.decided_by_id)))"
)
_OTHER = f"(OLD.decided_by_id <> NEW.decided_by_id OR OLD.completion_id <> NEW.completion_id) AND {_OWN}"
TRIGGERS = tuple(
    triggers.refusing(
        name,
        "reviews_decision",
        event,
        when=when,
        because="Who submitted a completion, or belongs to its agency, never decides on it.",
        tables=("pledges_completion", "agencies_tie"),
    )
    for name, event, when in (
        ("reviews_decision_by_another_added", "INSERT", _OWN),
        ("reviews_decision_by_another", "UPDATE OF decided_by_id, completion_id", _OTHER),
    )
)
