"""How the trail names the things that its entries are about."""

from django.apps import apps
from django.db import models


def kind_of(model: type[models.Model] | models.Model) -> str:
    """How the trail names a kind of thing: ``agencies.Agency``.

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
