from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.known import TRIGGERS
        from common.triggers import keep_across_migrations

        keep_across_migrations(self, TRIGGERS)
