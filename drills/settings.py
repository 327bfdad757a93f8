"""The settings of production; emails are files, so that a drill can count them."""

from onemind.settings import base
from onemind.settings.production import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(base.VAR_DIR / "mail")
