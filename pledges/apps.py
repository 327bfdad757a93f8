from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PledgesConfig(AppConfig):
    name = "pledges"

    def ready(self) -> None:
        from agencies import ties
        from pledges.own_decisions import keep_triggers
        from pledges.queries.pledges import edition_code_of, named_in_papers
        from training import editions

        editions.use(edition_code_of)
        ties.use(named_in_papers)
        post_migrate.connect(keep_triggers, sender=self)
