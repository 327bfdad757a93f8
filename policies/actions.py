"""What happens to policies. Each function is one verb: atomic, locked, on the trail."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.actions.locking import lock_agency
from agencies.models import Agency
from agencies.permissions import Capability, require
from audit import trail
from audit.versions import require_version, save_next
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, Refused
from policies import queries
from policies.models import Policy, PolicyComponent

OWN = ("title", "adopted_on", "retired_on", "review_on", "file", "file_name")
LOCKED = _(
    "This policy is part of the completion that you sent to the IACP and can't be changed. "
    "Take the completion back to change it, or record the new version as a policy of its own."
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
        _require_unlocked(locked)
        changed = [name for name in OWN if name in fields and getattr(locked, name) != fields[name]]
        for name in changed:
            setattr(locked, name, fields[name])
        if _components_of(locked) != dict(components):
            _write_components(locked, components)
            changed.append("components")
        if not changed:
            return locked
        save_next(locked)
        trail.record(
            "policies.changed",
            by=by,
            subject=locked,
            agency=locked.agency,
            details={"fields": sorted(changed)},
        )
    return locked


def retire(*, policy: Policy, on: date, by: User) -> Policy:
    """Say that a policy went out of force ``on`` a day, and return it. Retiring a retired one changes nothing.

    That a completion stands on it is no obstacle: what was submitted is frozen, and this is news of today. Refused for a
    day to come, and for one before its adoption.
    In order: writes the day and the next version, records it.
    """
    with transaction.atomic():
        locked = _lock(policy, by)
        if locked.retired_on is not None:
            return locked
        if on > timezone.localdate():
            raise Refused(
                _("This day is still to come. Enter it when the policy is out of force."), field="retired_on"
            )
        if locked.adopted_on is not None and on < locked.adopted_on:
            raise Refused(_("The policy can't be retired before it was adopted."), field="retired_on")
        locked.retired_on = on
        save_next(locked)
        trail.record(
            "policies.retired", by=by, subject=locked, agency=locked.agency, details={"on": on.isoformat()}
        )
    return locked


def delete(*, policy: Policy, by: User) -> None:
    """Delete a policy that was recorded by mistake; one that went out of force is retired instead.

    Refused while a submitted completion stands on it. In order: records it, deletes the policy with its components. The
    file goes with the janitor's next round, unless something else points to it.
    """
    with transaction.atomic():
        locked = _lock(policy, by)
        _require_unlocked(locked)
        trail.record("policies.deleted", by=by, subject=locked, agency=locked.agency)
        locked.delete()


@open_to(OpenTo.PART)
def lock(*, agency: Agency, at: datetime) -> None:
    """Close everything recorded so far to changes: a submission stands on it. Locks the rows."""
    with transaction.atomic():
        Policy.objects.filter(agency=agency, locked_at__isnull=True).update(locked_at=at)


@open_to(OpenTo.PART)
def unlock(*, agency: Agency) -> None:
    """Open what a submission had closed."""
    with transaction.atomic():
        Policy.objects.filter(agency=agency, locked_at__isnull=False).update(locked_at=None)


def _lock(policy: Policy, by: User) -> Policy:
    found = (
        Policy.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=policy.pk).first()
    )
    if found is None:
        raise Conflict(_("This policy was deleted in the meantime."))
    require(by, Capability.EVIDENCE_EDIT, found.agency)
    return found


def _require_unlocked(policy: Policy) -> None:
    if policy.is_locked:
        raise Refused(LOCKED)


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
    if unknown := sorted(set(fields) - set(OWN)):
        raise TypeError(f"Not fields of a policy: {', '.join(unknown)}")
    if unknown := sorted(set(components) - set(PolicyComponent.Kind.values)):
        raise ValueError(f"Not components of a policy: {', '.join(unknown)}")
