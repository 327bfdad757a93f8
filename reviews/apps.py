from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from reviews.own_decisions import keep_triggers

        post_migrate.connect(keep_triggers, sender=self)
