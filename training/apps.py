from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        from training import editions  # noqa: F401 - registers the system check

        post_migrate.connect(_keep_catalogue, sender=self)


def _keep_catalogue(plan: Any = None, using: str = "default", **_: Any) -> None:
    """After ``flush``, which empties every table, the recognized courses are put back. A migration does its own."""
    from training import catalogue
    from training.models import Course

    if not plan and using == "default":
        catalogue.ensure(Course)
