"""The project: settings, URLs and the Celery application. Imported by none of the apps."""

from onemind.celery import app as celery_app

__all__ = ["celery_app"]
