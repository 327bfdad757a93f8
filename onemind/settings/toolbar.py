"""``make dev``: the first look with Django's debug toolbar beside each page."""

from onemind.settings.development import *
from onemind.settings import development

INSTALLED_APPS = [*development.INSTALLED_APPS, "debug_toolbar"]
_BEFORE = development.MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware")
MIDDLEWARE = [
    *development.MIDDLEWARE[:_BEFORE],
    "debug_toolbar.middleware.DebugToolbarMiddleware",
    *development.MIDDLEWARE[_BEFORE:],
]
ROOT_URLCONF = "onemind.toolbar"
INTERNAL_IPS = ["127.0.0.1", "::1"]
