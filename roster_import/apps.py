from django.apps import AppConfig


class RosterImportConfig(AppConfig):
    name = "roster_import"
