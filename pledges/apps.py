from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "pledges"

    def ready(self) -> None:
        from agencies import ties
        from common.triggers import keep_across_migrations
        from pledges.own_decisions import TRIGGERS
        from pledges.queries.pledges import edition_code_of, named_in_papers
        from training import editions

        editions.use(edition_code_of)
        ties.use(named_in_papers)
        keep_across_migrations(self, TRIGGERS)
