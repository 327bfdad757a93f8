from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.known import TRIGGERS
        from common.triggers import keep_across_migrations

        keep_across_migrations(self, TRIGGERS)
        # Apps say what waits for the IACP's staff, and how the desk's table reads it.
        autodiscover_modules("waits", "desk_items")
