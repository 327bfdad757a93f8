"""What happens to policies. Each function is one verb: atomic, locked, on the trail."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.actions.agency import lock_agency
from agencies.models import Agency
from agencies.permissions import Capability, require
from audit import trail
from audit.versions import require_version, save_next
from common.problems import Refused
from evidence import entries
from policies import queries
from policies.models import Policy, PolicyAdoption, PolicyComponent

# The text that stands, and what is replaced with it by a revision.
TEXT = ("number", "title", "adopted_on", "adopted_by", "effective_on", "review_on", "file", "file_name")
OWN = (*TEXT, "retired_on")
LOCKED = _(
    "This policy is part of the completion that you sent to the IACP and can't be changed. "
    "Withdraw the submission to change it, or record the new version as a separate policy."
)
ENDING = entries.Ending(
    since="in_force_since",
    until="retired_on",
    verb="policies.retired",
    too_early=_("This day is in the future. Enter it when the policy is out of force."),
    backwards=_("The policy can't be retired before it was adopted."),
)
# Which components a policy has, and on which pages: {"purpose": "2-3", "risk": ""}; and why it leaves out others.
Components = Mapping[str, str]
_NONE: Components = {}


def add(
    *, agency: Agency, by: User, components: Components, left_out: Components = _NONE, **fields: Any
) -> Policy:
    """Record a policy with its components, and return it.

    ``fields`` are those of OWN; TypeError for any other, ValueError for an unknown component, or one both stated and left
    out. The same entry sent twice is one: the second returns the first. Refused (field ``title``) when a policy of this
    title, adopted on this day, is recorded with other content. In order: writes the policy, writes its components, records it.
    """
    _only(fields, components, left_out)
    with transaction.atomic():
        # One at a time for an agency, so that a form sent twice finds its first.
        locked_agency = lock_agency(agency)
        require(by, Capability.EVIDENCE_EDIT, locked_agency)
        same = queries.same_policy_in_force(locked_agency, fields["title"], fields.get("adopted_on"))
        if same is not None:
            equal = all(getattr(same, name) == value for name, value in fields.items())
            if equal and queries.answers_of(same) == (components, left_out):
                return same
            raise Refused(
                _(
                    "A policy with this title, adopted on this day, is recorded already. Change that one instead."
                ),
                field="title",
            )
        policy = Policy(agency=locked_agency, **fields)
        policy.save()
        _write_components(policy, components, left_out)
        trail.record("policies.added", by=by, subject=policy, agency=locked_agency)
    return policy


def change(
    *,
    policy: Policy,
    version: int,
    by: User,
    components: Components,
    left_out: Components = _NONE,
    **fields: Any,
) -> Policy:
    """Change a policy and its components, and return it as it now is.

    ``version`` is the one that the form was opened with: Conflict, saying who changed it since and when, if it has moved
    on. Refused while a submitted completion stands on it. Nothing is written when nothing differs.
    In order: keeps a text whose file is replaced or removed, writes the fields and the next version, writes the components,
    records which changed (never their content).
    """
    _only(fields, components, left_out)
    with transaction.atomic():
        locked = _lock(policy, by)
        require_version(locked, version)
        entries.require_open(locked, LOCKED)
        if entries.is_replaced(locked, "file", fields):
            _keep_earlier(locked, by)
        changed = entries.take_over(locked, OWN, fields)
        if queries.answers_of(locked) != (components, left_out):
            _write_components(locked, components, left_out)
            changed.append("components")
        if not changed:
            return locked
        save_next(locked)
        entries.record_change(locked, "policies.changed", changed, by=by)
    return locked


def revise(
    *,
    policy: Policy,
    version: int,
    by: User,
    components: Components,
    left_out: Components = _NONE,
    **fields: Any,
) -> Policy:
    """Put a revised text in the place of the one that stands, and return the policy.

    ``fields`` are those of TEXT, with a title: one that isn't given is unknown of the new text. Conflict and Refused as for
    `change`, and Refused for a text that isn't in force yet (until then the one that stands does) and for a retired policy.
    In order: keeps the text that stood, with its file and components, writes the new one and the next version, writes the
    components, records it.
    """
    entries.require_known(fields, TEXT, "revision")
    _only(fields, components, left_out)
    with transaction.atomic():
        locked = _lock(policy, by)
        require_version(locked, version)
        entries.require_open(locked, LOCKED)
        if locked.retired_on is not None:
            raise Refused(_("This policy is retired. Record the new text as a separate policy."))
        _keep_earlier(locked, by)
        blank = {name: getattr(Policy(), name) for name in TEXT}
        entries.take_over(locked, TEXT, {**blank, **fields})
        if locked.in_force_since is None or locked.in_force_since > timezone.localdate():
            raise Refused(
                _("Enter the revision once it is in effect. Until then the current text applies."),
                field="effective_on" if locked.effective_on else "adopted_on",
            )
        save_next(locked)
        _write_components(locked, components, left_out)
        trail.record("policies.revised", by=by, subject=locked, agency=locked.agency)
    return locked


def adopt(
    *, policy: Policy, by: User, head_name: str, head_title: str, on: date, statement: str
) -> PolicyAdoption:
    """Record that a new head of the agency adopted the predecessor's policy, and return the statement.

    Those who speak for the agency may. That a completion stands on the policy is no obstacle: what was submitted is frozen,
    and this is news of today. The same sent twice is one. Refused for a policy that is retired or was never adopted, for a
    day to come, and for one before the policy was adopted. In order: writes the statement, records it.
    """
    with transaction.atomic():
        locked = _lock(policy, by)
        require(by, Capability.COMPLETION_SUBMIT, locked.agency)
        if locked.adopted_on is None or locked.retired_on is not None:
            raise Refused(_("Only a policy that is in force can be adopted by a new head of the agency."))
        if on > timezone.localdate():
            raise Refused(_("This day is in the future. Enter it once the policy is adopted."), field="on")
        if on < locked.adopted_on:
            raise Refused(_("This day is before the policy was adopted."), field="on")
        adoption, is_new = locked.adoptions.get_or_create(
            head_name=head_name,
            adopted_on=on,
            defaults={"head_title": head_title, "statement": statement, "recorded_by": by},
        )
        if is_new:
            details = {"on": on.isoformat()}
            trail.record("policies.adopted", by=by, subject=locked, agency=locked.agency, details=details)
    return adoption


def retire(*, policy: Policy, on: date, by: User) -> Policy:
    """Say that a policy went out of force ``on`` a day, and return it: see `evidence.entries.finish`."""
    with transaction.atomic():
        locked = _lock(policy, by)
        entries.finish(locked, ENDING, on=on, by=by)
    return locked


def delete(*, policy: Policy, by: User) -> None:
    """Delete a policy that was recorded by mistake; one that went out of force is retired instead.

    Refused while a submitted completion stands on it. In order: records it, deletes the policy with its components. The
    file goes with the next cleanup, unless something else points to it.
    """
    with transaction.atomic():
        locked = _lock(policy, by)
        entries.require_open(locked, LOCKED)
        trail.record("policies.deleted", by=by, subject=locked, agency=locked.agency)
        locked.delete()


def _lock(policy: Policy, by: User) -> Policy:
    return entries.locked(policy, by=by, gone=_("This policy was deleted in the meantime."))


def _keep_earlier(policy: Policy, by: User) -> None:
    components, left_out = queries.answers_of(policy)
    entries.keep_earlier(policy, TEXT, "file", by=by, components=components, left_out=left_out)


def _write_components(policy: Policy, components: Components, left_out: Components) -> None:
    """Exactly these, in the order of the model policy."""
    PolicyComponent.objects.filter(policy=policy).delete()
    PolicyComponent.objects.bulk_create(
        PolicyComponent(
            policy=policy,
            kind=kind,
            is_stated=kind in components,
            pages=components.get(kind, ""),
            reason=left_out.get(kind, ""),
        )
        for kind in PolicyComponent.Kind.values
        if kind in components or kind in left_out
    )


def _only(fields: dict[str, Any], components: Components, left_out: Components) -> None:
    entries.require_known(fields, OWN, "policy")
    named = {*components, *left_out}
    if unknown := sorted(named - set(PolicyComponent.Kind.values)):
        raise ValueError(f"Not components of a policy: {', '.join(unknown)}")
    if both := sorted(set(components) & set(left_out)):
        raise ValueError(f"Both stated and left out: {', '.join(both)}")
