from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        from agencies import ties
        from common.triggers import keep_across_migrations
        from documents import checks  # noqa: F401 - registers the system checks
        from documents.terms import TRIGGERS
        from documents.ties import signers

        keep_across_migrations(self, TRIGGERS)
        ties.use(signers)
