from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        # Importing the module registers its checks.
        from common import checks, form_messages  # noqa: F401

        form_messages.use()
