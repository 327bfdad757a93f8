"""Abstract parts of models: no concrete model lives here."""

import secrets
from base64 import b32encode

from django.db import models
from django.utils.translation import gettext_lazy as _


def opaque_code() -> str:
    """A random code of 26 characters from the base32 alphabet, in small letters: 128 random bits, not to be guessed."""
    return b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


class TimeStamped(models.Model):
    """When a row was made and last changed."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


class PubliclyNamed(models.Model):
    """A row that URLs and open data may name: by an opaque code, never by its number."""

    public_id = models.CharField(
        _("public ID"), max_length=26, unique=True, default=opaque_code, editable=False
    )

    class Meta:
        abstract = True


class Lockable(models.Model):
    """Evidence that a submitted completion stands on: while locked it can't be changed or deleted."""

    locked_at = models.DateTimeField(_("locked"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class Versioned(models.Model):
    """A row edited through forms: the form carries the version it was opened with, and a stale one is told so."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
