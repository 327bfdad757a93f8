"""What a Celery worker started by a test runs with: the test settings, but emails go to files.

The test can read them there. In the tests' own process Django keeps emails in memory.
"""

from onemind.settings import base
from onemind.settings.test import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(base.VAR_DIR / "mail")
