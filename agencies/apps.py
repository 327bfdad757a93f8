from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AgenciesConfig(AppConfig):
    name = "agencies"

    def ready(self) -> None:
        from agencies.search import keep_in_step
        from agencies.ties import TRIGGERS
        from common.triggers import keep_across_migrations

        post_migrate.connect(keep_in_step, sender=self)
        keep_across_migrations(self, TRIGGERS)
