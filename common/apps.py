from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        # Importing the module registers its checks.
        from common import checks, form_messages  # noqa: F401

        form_messages.use()

        # Apps say how their statuses look when these modules are imported.
        autodiscover_modules("statuses")
        # Apps say what they keep for a while only.
        autodiscover_modules("retention")
