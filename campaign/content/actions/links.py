"""The nightly check of where the content's links lead."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from campaign.content.link_checking import BROKEN, UNSURE, Found, host_of, visit
from campaign.content.models import LinkCheck
from campaign.content.queries import links
from common.open_actions import OpenTo, open_to

# What was looked at more lately is left alone, and a server has this much rest between two questions.
FRESH = timedelta(hours=20)
PAUSE = 1.0


@open_to(OpenTo.SYSTEM)
def check(
    *, now: datetime, seconds: float, look: Callable[[str], Found] = visit, pause: float = PAUSE
) -> int:
    """Look at every address that published content names, longest unchecked first, for so many seconds. Returns how many it was.

    Side effects: a `LinkCheck` an address; those that nothing names any more are deleted. When no one at all answers, it is
    our own line that is cut, and nothing is called broken for it.
    """
    named = links.addresses()
    LinkCheck.objects.exclude(url__in=named).delete()
    until, asked, found = time.monotonic() + seconds, dict[str, float](), dict[str, Found]()
    for url in links.due(named, before=now - FRESH):
        host = host_of(url)
        wait = asked.get(host, float("-inf")) + pause - time.monotonic()
        if time.monotonic() + max(wait, 0) >= until:
            break
        if wait > 0:
            time.sleep(wait)
        found[url] = look(url)
        asked[host] = time.monotonic()
    is_cut_off = len(found) > 1 and all(status is None for _result, status, _problem in found.values())
    for url, (result, status, problem) in found.items():
        _keep(url, UNSURE if is_cut_off else result, status, problem, now)
    return len(found)


def _keep(url: str, result: str, status: int | None, problem: str, now: datetime) -> None:
    earlier = LinkCheck.objects.filter(url=url).first()
    since = (earlier.broken_since if earlier else None) or now
    values = {
        "result": result,
        "status": status,
        "problem": problem,
        "checked_at": now,
        "broken_since": since if result == BROKEN else None,
    }
    LinkCheck.objects.update_or_create(url=url, defaults=values)
