"""The Celery application: settings come from Django under the CELERY_ prefix, tasks from each app's ``tasks`` module."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onemind.settings.development")

app = Celery("onemind")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
