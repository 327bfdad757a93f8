"""The database itself refuses that a member of an agency, today's or an earlier one, verifies its pledge.

The rule is ``agencies.permissions``, asked by the action; this holds for whatever else may write the row. The database also
keeps whom a pledge ever named as its coordinator: that the pledge names another one now unties no one.
"""

from common import triggers

_OWN = (
    "NEW.verified_by_id IS NOT NULL AND EXISTS (SELECT 1 FROM agencies_tie t"
    " WHERE t.agency_id = NEW.agency_id AND t.user_id = NEW.verified_by_id)"
)
# A reviewer who joins the agency years later has verified it all the same.
_OTHER = f"(OLD.verified_by_id IS NULL OR OLD.verified_by_id <> NEW.verified_by_id) AND {_OWN}"
_NAMED = (
    "INSERT INTO pledges_namedcoordinator (pledge_id, name, email)"
    " SELECT NEW.id, NEW.coordinator_name, NEW.coordinator_email WHERE NOT EXISTS"
    " (SELECT 1 FROM pledges_namedcoordinator n WHERE n.pledge_id = NEW.id"
    " AND n.name = NEW.coordinator_name AND n.email = NEW.coordinator_email)"
)
_REFUSING = tuple(
    triggers.refusing(
        name,
        "pledges_pledge",
        event,
        when=when,
        because="A member of the agency never verifies its pledge.",
        tables=("agencies_tie",),
    )
    for name, event, when in (
        ("pledges_verified_by_another_added", "INSERT", _OWN),
        ("pledges_verified_by_another", "UPDATE OF verified_by_id", _OTHER),
    )
)
_KEEPING = tuple(
    triggers.writing(name, "pledges_pledge", event, [_NAMED], into="pledges_namedcoordinator")
    for name, event in (
        ("pledges_coordinator_named", "INSERT"),
        ("pledges_coordinator_changed", "UPDATE OF coordinator_name, coordinator_email"),
    )
)
TRIGGERS = (*_REFUSING, *_KEEPING)
