from django.apps import AppConfig


class RegisterImportConfig(AppConfig):
    name = "register_import"
