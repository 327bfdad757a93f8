"""The first look: SQLite, a queue on disk, emails as files. Nothing here is fit for the open internet."""

from onemind.settings.base import *
from onemind import env
from onemind.settings import base

SECRET_KEY = "development-only-" + "not-a-secret-" * 4
DEBUG = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(base.VAR_DIR / "mail")

# The demonstration's reviewers sign in with a password alone, so that the first look needs no phone.
STAFF_TWO_STEP_REQUIRED = env.flag("STAFF_TWO_STEP_REQUIRED", False)

STORAGES = {
    **base.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Invented agencies and the guided tour; production has neither.
INSTALLED_APPS = ["demonstration", *base.INSTALLED_APPS]
