"""What happens to policies. Each function is one verb: atomic, locked, on the trail."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.actions.locking import lock_agency
from agencies.models import Agency
from agencies.permissions import Capability, require
from audit import trail
from audit.versions import require_version, save_next
from common.problems import Refused
from evidence import entries
from policies import queries
from policies.models import Policy, PolicyComponent

OWN = ("title", "adopted_on", "retired_on", "review_on", "file", "file_name")
LOCKED = _(
    "This policy is part of the completion that you sent to the IACP and can't be changed. "
    "Take the completion back to change it, or record the new version as a policy of its own."
)
ENDING = entries.Ending(
    since="adopted_on",
    until="retired_on",
    verb="policies.retired",
    too_early=_("This day is still to come. Enter it when the policy is out of force."),
    backwards=_("The policy can't be retired before it was adopted."),
)
# Which components a policy has, and on which pages: {"purpose": "2-3", "risk": ""}.
Components = Mapping[str, str]


def add(*, agency: Agency, by: User, components: Components, **fields: Any) -> Policy:
    """Record a policy with its components, and return it.

    ``fields`` are those of OWN; TypeError for any other, ValueError for an unknown component. The same entry sent twice
    is one: the second returns the first. Refused (field ``title``) when a policy of this title, adopted on this day, is
    recorded with other content. In order: writes the policy, writes its components, records it.
    """
    _only(fields, components)
    with transaction.atomic():
        # One at a time for an agency, so that a form sent twice finds its first.
        locked_agency = lock_agency(agency)
        require(by, Capability.EVIDENCE_EDIT, locked_agency)
        same = queries.same_policy_in_force(locked_agency, fields["title"], fields.get("adopted_on"))
        if same is not None:
            equal = all(getattr(same, name) == value for name, value in fields.items())
            if equal and _components_of(same) == dict(components):
                return same
            raise Refused(
                _(
                    "A policy with this title, adopted on this day, is recorded already. Change that one instead."
                ),
                field="title",
            )
        policy = Policy(agency=locked_agency, **fields)
        policy.save()
        _write_components(policy, components)
        trail.record("policies.added", by=by, subject=policy, agency=locked_agency)
    return policy


def change(*, policy: Policy, version: int, by: User, components: Components, **fields: Any) -> Policy:
    """Change a policy and its components, and return it as it now is.

    ``version`` is the one that the form was opened with: Conflict, saying who changed it since and when, if it has moved
    on. Refused while a submitted completion stands on it. Nothing is written when nothing differs.
    In order: writes the fields and the next version, writes the components, records which changed (never their content).
    """
    _only(fields, components)
    with transaction.atomic():
        locked = _lock(policy, by)
        require_version(locked, version)
        entries.require_open(locked, LOCKED)
        changed = entries.take_over(locked, OWN, fields)
        if _components_of(locked) != dict(components):
            _write_components(locked, components)
            changed.append("components")
        if not changed:
            return locked
        save_next(locked)
        entries.record_change(locked, "policies.changed", changed, by=by)
    return locked


def retire(*, policy: Policy, on: date, by: User) -> Policy:
    """Say that a policy went out of force ``on`` a day, and return it: see `evidence.entries.finish`."""
    with transaction.atomic():
        locked = _lock(policy, by)
        entries.finish(locked, ENDING, on=on, by=by)
    return locked


def delete(*, policy: Policy, by: User) -> None:
    """Delete a policy that was recorded by mistake; one that went out of force is retired instead.

    Refused while a submitted completion stands on it. In order: records it, deletes the policy with its components. The
    file goes with the janitor's next round, unless something else points to it.
    """
    with transaction.atomic():
        locked = _lock(policy, by)
        entries.require_open(locked, LOCKED)
        trail.record("policies.deleted", by=by, subject=locked, agency=locked.agency)
        locked.delete()


def _lock(policy: Policy, by: User) -> Policy:
    return entries.locked(policy, by=by, gone=_("This policy was deleted in the meantime."))


def _components_of(policy: Policy) -> dict[str, str]:
    return dict(PolicyComponent.objects.filter(policy=policy).values_list("kind", "pages"))


def _write_components(policy: Policy, components: Components) -> None:
    """Exactly these, in the order of the model policy."""
    PolicyComponent.objects.filter(policy=policy).delete()
    PolicyComponent.objects.bulk_create(
        PolicyComponent(policy=policy, kind=kind, pages=components[kind])
        for kind in PolicyComponent.Kind.values
        if kind in components
    )


def _only(fields: dict[str, Any], components: Components) -> None:
    entries.require_known(fields, OWN, "policy")
    if unknown := sorted(set(components) - set(PolicyComponent.Kind.values)):
        raise ValueError(f"Not components of a policy: {', '.join(unknown)}")
