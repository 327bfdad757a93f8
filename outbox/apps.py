from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "outbox"

    def ready(self) -> None:
        # Handlers register themselves when their modules are imported.
        autodiscover_modules("tasks", "emails")
