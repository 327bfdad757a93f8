from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.known import keep_triggers

        post_migrate.connect(keep_triggers, sender=self)
