from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from common.triggers import keep_across_migrations
        from reviews.own_decisions import TRIGGERS

        keep_across_migrations(self, TRIGGERS)
