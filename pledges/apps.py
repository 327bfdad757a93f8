from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "pledges"

    def ready(self) -> None:
        from pledges.queries.pledges import edition_code_of
        from training import editions

        editions.use(edition_code_of)
