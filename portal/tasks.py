"""What a worker does for the site's own pages."""

from celery import shared_task

from portal import one_pager


@shared_task(ignore_result=True)
def draw_one_pager() -> None:
    """Draw the campaign's one-pager again if it says something else now; otherwise two statements and nothing more."""
    one_pager.draw()
