from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        from audit import database_role  # noqa: F401 - registers its check

        # Apps register what people read for their entries when these modules are imported.
        autodiscover_modules("audit_labels")
