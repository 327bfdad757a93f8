"""Keeping how content read, and going back to it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Capability, require
from audit import trail
from campaign.content.models import Version
from campaign.content.permissions import require_may_decide
from campaign.content.queries.versions import fields_of, kind_of
from common.problems import Refused

# Whether a row is shown is a decision of its own: going back to earlier words publishes nothing. Nor does its address change:
# people and other pages link to it.
_NOT_RESTORED = frozenset({"is_published", "address", "slug"})


@transaction.atomic
def keep(
    *, before: models.Model | None, row: models.Model, by: User, without: Iterable[str] = ()
) -> Version | None:
    """Keep how a saved row reads now; ``before`` is how it read, None for a new one. None when nothing changed.

    NotAllowed for someone with a tie to an agency that the row tells the public of. Side effects: a version, and before it
    another one of ``before`` when the row has none yet; an entry in the trail. ``without`` names fields that no version
    holds, such as people's addresses.
    """
    for shown in (before, row):
        if shown is not None and getattr(shown, "is_published", False):
            require_may_decide(by, shown)
    require(by, Capability.CONTENT_EDIT)
    left_out = tuple(without)
    fields = fields_of(row, without=left_out)
    last = _last(row)
    if last is None and before is not None:
        last = _add(row, fields_of(before, without=left_out), number=1, by=None)
    if last is not None and last.fields == fields:
        return None
    version = _add(row, fields, number=last.number + 1 if last else 1, by=by)
    trail.record("campaign.content_edited", by=by, subject=row, details={"version": version.number})
    return version


@transaction.atomic
def go_back(*, row: models.Model, number: int, by: User, without: Iterable[str] = ()) -> Version | None:
    """Let a row read as it did in an earlier version. Whether it is published stays as it is. None when it reads so already.

    Side effects: the row, a version that says what it goes back to, an entry in the trail. Refused when there is no such
    version, or when another row has taken what must be unique meanwhile.
    """
    model = type(row)
    locked = model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if getattr(locked, "is_published", False):
        require_may_decide(by, locked)
    require(by, Capability.CONTENT_EDIT)
    earlier = Version.objects.filter(kind=kind_of(row), row=row.pk, number=number).first()
    if earlier is None:
        raise Refused(_("This version doesn't exist."))
    before = model._default_manager.get(pk=row.pk)
    for field in model._meta.concrete_fields:
        if field.name in earlier.fields and field.name not in _NOT_RESTORED:
            setattr(locked, field.attname, field.to_python(earlier.fields[field.name]))
    try:
        locked.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    locked.save()
    version = keep(before=before, row=locked, by=by, without=without)
    if version is not None:
        version.back_to = number
        version.save(update_fields=["back_to"])
    return version


def _last(row: models.Model) -> Version | None:
    return Version.objects.filter(kind=kind_of(row), row=row.pk).order_by("-number").first()


def _add(row: models.Model, fields: dict[str, Any], *, number: int, by: User | None) -> Version:
    return Version.objects.create(kind=kind_of(row), row=row.pk, number=number, fields=fields, made_by=by)
