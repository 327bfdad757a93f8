"""The append-only trail, and beside it the security log. People and things are named by reference, never by name, so that
erasing one keeps the chain whole."""

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One thing that happened. Each entry's hash covers its content and the hash before it."""

    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("what"), max_length=60)
    actor_ref = models.BigIntegerField(_("by (user)"), null=True, blank=True)
    agency_ref = models.BigIntegerField(_("agency"), null=True, blank=True, db_index=True)
    subject = models.CharField(_("subject"), max_length=80, db_index=True)
    details = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class Head(models.Model):
    """How many entries there are and the hash of the last one: tells when the end of the trail was cut off."""

    entries = models.BigIntegerField(_("entries"), default=0)
    hash = models.CharField(_("hash of the last entry"), max_length=64)

    class Meta:
        verbose_name = _("head of the trail")
        verbose_name_plural = _("head of the trail")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_only_one")]

    def __str__(self) -> str:
        return f"{self.entries}: {self.hash}"


class SecurityEvent(models.Model):
    """Something that was looked at or tried: a sign-in, a refusal, a download. It changed nothing.

    No part of the trail's chain: it is deleted after SECURITY_LOG_DAYS, and may be deleted before. ``actor_ref`` is who
    was signed in, ``subject`` what it was about: for a failed sign-in, the account that was tried.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    label = models.CharField(_("what"), max_length=60, db_index=True)
    actor_ref = models.BigIntegerField(_("by (user)"), null=True, blank=True, db_index=True)
    agency_ref = models.BigIntegerField(_("agency"), null=True, blank=True, db_index=True)
    subject = models.CharField(_("subject"), max_length=80, blank=True, db_index=True)
    address = models.GenericIPAddressField(_("visitor's address"), null=True, blank=True)
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security events")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.label} {self.subject}".rstrip()


def kind_of(model: type[models.Model] | models.Model) -> str:
    """How the trail names a kind of thing that its entries are about: ``agencies.Agency``.

    An app that got another name later says the one that its things go by here (``trail_label`` of its configuration):
    entries can't be rewritten, and what happened to a thing is found under one name.
    """
    config = apps.get_app_config(model._meta.app_label)
    return f"{getattr(config, 'trail_label', config.label)}.{model._meta.object_name}"


def reference(subject: models.Model) -> str:
    """How the trail names a thing: ``agencies.Agency:7``."""
    return f"{kind_of(subject)}:{subject.pk}"


def model_of(kind: str) -> type[models.Model]:
    """The model that the trail names so; LookupError for one that is gone."""
    found = {kind_of(model): model for model in apps.get_models()}
    return found[kind]
