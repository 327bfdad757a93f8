from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        from audit import checks  # noqa: F401 - registers them

        # Apps say what their verbs mean when these modules are imported.
        autodiscover_modules("verbs")
