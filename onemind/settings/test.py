"""The tests: the database and broker come from DATABASE_URL and REDIS_URL, mail stays in memory, hashing is cheap."""

import os
import tempfile

if "ONEMIND_VAR" not in os.environ:
    os.environ["ONEMIND_VAR"] = tempfile.mkdtemp(prefix="onemind-test-")

from onemind.settings.base import *
from onemind.settings import base

SECRET_KEY = "test-only-" + "not-a-secret-" * 4
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
# Invented agencies and the guided tour; production has neither.
INSTALLED_APPS = ["demonstration", *base.INSTALLED_APPS]
FORM_FILL_SECONDS = 0
# Emails about decisions leave at once, except where a test is about the hold.
RELEASE_HOLD_MINUTES = 0
# Read once, so that how long a test runs has no say in how many queries a page takes.
EVERY_PAGE_SECONDS = 10**9
# Tests make agencies without a word in the trail, by which kept pages know that they are old.
PAGE_CACHE_SECONDS = 0
# And look at the next page at once.
PAGE_VERSION_SECONDS = 0
