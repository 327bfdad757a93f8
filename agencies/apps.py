from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AgenciesConfig(AppConfig):
    name = "agencies"

    def ready(self) -> None:
        from agencies.search import keep_in_step
        from agencies.ties import keep_triggers

        post_migrate.connect(keep_in_step, sender=self)
        post_migrate.connect(keep_triggers, sender=self)
