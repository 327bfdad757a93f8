"""The tests: the database and broker come from DATABASE_URL and REDIS_URL, mail stays in memory, hashing is cheap."""

import os
import tempfile

os.environ.setdefault("ONEMIND_VAR", tempfile.mkdtemp(prefix="onemind-test-"))

from onemind.settings.base import *  # noqa: E402
from onemind.settings import base  # noqa: E402

SECRET_KEY = "test-only-" + "not-a-secret-" * 4  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **base.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DEMONSTRATION = True
