"""What threads share, filled for the first time by eight of them at once: ``python -m tests.fresh_threads ROUNDS``.

Each round is a process forked from one that has imported everything and asked for nothing. Every cache of ours that takes
no arguments is found by itself; those that take some stand in `arguments`. Prints what went wrong, and what has no call here.
"""

import functools
import hashlib
import importlib
import os
import pkgutil
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet

THREADS = 8
# So short that threads take turns in the midst of everything.
SWITCH_SECONDS = 1e-5
# Asked for by what stands in `pieces`; or filled under a lock, from the database.
_ASKED_FOR = {
    "agencies.zips._cities", "agencies.zips._lines", "agencies.zips._numbers", "directory.finding._find",
    "documents.recognition.lettering._loaded",
}  # fmt: skip
# Papers are drawn one at a time, under one lock: what is remembered there isn't filled by two threads.
_UNDER_A_LOCK = "documents.rendering"


def arguments() -> dict[str, tuple[Any, ...]]:
    """Of each cache that takes arguments, those that it is called with."""
    from agencies.permissions import Capability
    from documents.content import CertificateContent

    return {
        "agencies.permissions.needs": (Capability.TRAINING_EDIT,),
        "agencies.similarity.take_apart": ("Fulton Co. Sheriff's Dept",),
        "agencies.places._region_names": ("CA",),
        "agencies.places.regions": ("US",),
        "agencies.zips._plain": ("St. Louis",),
        "common.addresses._names_of_agency": ("onemind.urls",),
        "common.templatetags.ui._drawn": ("award", 20, "", ""),
        "common.http_cache._version_of": ("/agencies/", "onemind.urls"),
        "common.word_search._readings": ((("CIT", "crisis intervention team"),),),
        "common.word_search._words": ("25% of Mental Health First Aid",),
        "directory.listings._kind": ("municipal", "en"),
        "directory.listings._size": (24, "en"),
        "directory.templatetags.listings._mark": ("on_the_way", "en"),
        "directory.templatetags.listings._more": ("municipal", "1 to 10"),
        "directory.templatetags.listings._state": ("on_the_way", date(2025, 6, 30), "en"),
        "documents.parts._hints": (CertificateContent,),
        "documents.parts._reader": (CertificateContent,),
        "register_import.reading.places._names": ("CA",),
        "roster_import.reading.names.core_name": ("Fox, Ann M. Jr.",),
        "roster_import.reading.names.whole_name": ("Fox, José",),
    }


def pieces() -> dict[str, Callable[[], Any]]:
    """What people ask for that is made of what threads share, each as something that can be compared."""
    from agencies.zips import place_of_zip, zips_of
    from campaign.content.queries import disclaimers
    from directory import queries
    from documents.recognition import lettering, pictures
    from tests.documents.test_recognition import FACTS

    def small_print() -> tuple[str, ...]:
        disclaimers.keep(("One.",))
        disclaimers.forget()
        disclaimers.keep(("One.",))
        return disclaimers.disclaimers() or ("One.",)

    def post() -> tuple[Any, ...]:
        place = place_of_zip("80202")
        return place, zips_of("US-CO", "Denver"), place and place.miles_to("Boulder")

    return {
        "post": post,
        "seal.svg": lambda: pictures.seal_svg(FACTS),
        "card.png": lambda: pictures.card_png(FACTS),
        "letters": lambda: [lettering.can_be_set(text) for text in ("Montréal", "警察")],
        "listed": queries.certified,
        "small print": small_print,
    }


def caches() -> Iterator[tuple[str, Any]]:
    """Every function of ours that remembers its answers, by its full name."""
    for config in apps.get_app_configs():
        if not config.path.startswith(str(settings.BASE_DIR)) or "site-packages" in config.path:
            continue
        for found in pkgutil.walk_packages([config.path], f"{config.name}."):
            if ".migrations" in found.name or ".management" in found.name:
                continue
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                is_cache = isinstance(value, functools._lru_cache_wrapper)
                if is_cache and value.__module__ == module.__name__ != _UNDER_A_LOCK:
                    yield f"{module.__name__}.{name}", value


def calls() -> tuple[dict[str, Callable[[], Any]], list[str]]:
    """What each thread calls, and the caches that take arguments and have none here."""
    found, missing, given = pieces(), [], arguments()
    for name, cached in caches():
        takes = cached.__wrapped__.__code__.co_argcount
        if name in _ASKED_FOR:
            continue
        if takes and name not in given:
            missing.append(name)
        else:
            found[name] = functools.partial(cached, *given.get(name, ()))
    return found, missing


def in_threads(wanted: dict[str, Callable[[], Any]], number: int) -> list[str]:
    """Let eight threads call everything at once; what differs from what one thread gets afterwards, and what was raised.

    In even rounds all begin with the same, in odd ones each with another.
    """
    names = sorted(wanted)
    seen: list[tuple[str, str]] = []
    barrier = threading.Barrier(THREADS)

    def work(thread: int) -> None:
        start = number + (thread * len(names) // THREADS if number % 2 else 0)
        barrier.wait()
        for place in range(len(names)):
            name = names[(start + place) % len(names)]
            seen.append((name, said(wanted[name])))

    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == THREADS * len(names)
    return sorted({f"{name}: {what}" for name, what in seen})


def said(call: Callable[[], Any]) -> str:
    """An answer in short, or the last lines of what was raised."""
    try:
        answer = call()
    except Exception:
        return "RAISED " + " | ".join(traceback.format_exc().splitlines()[-3:])
    if isinstance(answer, QuerySet):
        answer = answer.query
    whole = answer if isinstance(answer, bytes) else str(answer).encode()
    # Of what has no text of its own, such as an engine of templates, the kind is compared.
    return type(answer).__name__ if b" at 0x" in whole else hashlib.sha256(whole).hexdigest()[:16]


def main() -> None:
    """Fork once for the answers of one thread, and once for each round; exit status 1 if any round saw others."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "onemind.settings.test"
    django.setup()
    wanted, missing = calls()
    sys.stdout.write(f"{len(wanted)} calls; without arguments here: {', '.join(missing) or 'none'}\n")
    alone = forked(lambda: sorted({f"{name}: {said(call)}" for name, call in wanted.items()}))
    bad = [line for line in alone if "RAISED" in line]
    for number in range(int(sys.argv[1])):
        others = set(forked(lambda number=number: in_threads(wanted, number))) ^ set(alone)  # type: ignore[misc]
        bad += [f"round {number}: {line}" for line in sorted(others)]
    sys.stdout.write(("\n".join(bad) or "All rounds agree.") + "\n")
    raise SystemExit(1 if bad or missing else 0)


def forked(work: Callable[[], list[str]]) -> list[str]:
    """Run this in a process of its own, which has this one's modules and nothing that is filled since; its lines."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        lines = ["RAISED by the round itself"]
        with suppress(Exception):
            sys.setswitchinterval(SWITCH_SECONDS)
            lines = work()
        with os.fdopen(write, "w") as pipe:
            pipe.write("\n".join(lines))
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        lines = pipe.read().splitlines()
    os.waitpid(child, 0)
    return lines


if __name__ == "__main__":
    main()
