from typing import Any

from django.core.management.base import BaseCommand

from campaign.content.actions import seeds


class Command(BaseCommand):
    """Brings the content that the portal begins with; ``migrate`` does the same at its end."""

    help = "Add the content that the portal begins with. What staff edited or deleted stays as they left it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seeds.load()} rows written.")
