from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        from agencies import ties
        from common.triggers import keep_across_migrations
        from documents import checks  # noqa: F401 - registers the system checks
        from documents.signing import signers
        from documents.terms import TRIGGERS

        keep_across_migrations(self, TRIGGERS)
        ties.use(signers)
