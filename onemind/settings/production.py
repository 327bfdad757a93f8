"""Production: every secret and address comes from the environment. What is missing, malformed or unsafe stops the start.

``INSECURE_FIRST_LOOK=yes`` starts all the same, to look at the portal behind these settings on a machine of one's own: what
would have been refused is said on the terminal, and every page says that nothing here is protected.
"""

import sys

from django.core.exceptions import ImproperlyConfigured

from common.production import faults, sends_password_in_clear
from onemind.settings.base import *
from onemind import env

SECRET_KEY = env.text("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
SITE_URL = env.text("SITE_URL")
SITE_URL = SITE_URL.rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"

EMAIL_HOST = env.text("EMAIL_HOST")
# STARTTLS, as on port 587; otherwise TLS from the first byte, as on port 465. Either verifies the server's certificate.
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", not EMAIL_USE_TLS)
EMAIL_PORT = env.number("EMAIL_PORT", 587 if EMAIL_USE_TLS else 465, least=1, most=65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL")
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise ImproperlyConfigured("Set one of EMAIL_USE_TLS (STARTTLS) and EMAIL_USE_SSL to yes, not both.")
if sends_password_in_clear(globals()):
    raise ImproperlyConfigured(
        "EMAIL_HOST_PASSWORD would go to the mail server in clear. Set EMAIL_USE_TLS=yes for STARTTLS (port 587), "
        "or EMAIL_USE_SSL=yes (port 465)."
    )

INSECURE_FIRST_LOOK = env.flag("INSECURE_FIRST_LOOK", False)
_faults = faults(globals())
if _faults and not INSECURE_FIRST_LOOK:
    raise ImproperlyConfigured(
        "Production doesn't start with these settings:\n" + "\n".join(f"- {fault}" for fault in _faults)
    )
if INSECURE_FIRST_LOOK:
    sys.stderr.write(
        "INSECURE_FIRST_LOOK is on: nothing here is protected. Enter no real data, and let no one reach it.\n"
        + "".join(f"- {fault}\n" for fault in _faults)
    )
