"""Opening public pages in a real browser, cold as a first visitor, and noting what they cost and do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

# The shifts of everything that moved by itself; what a person's press or key moves doesn't count.
WATCH = """
window.__shift = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
# A telephone on a middling connection: the fonts come after the text.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
ANY = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


@dataclass(slots=True)
class Cost:
    """What one page cost: bytes over the wire of style sheets and scripts, of all, the shift, and who else was asked."""

    code: int = 0
    all: int = 0
    shift: float = 0.0
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def first_visit(browser: Browser, width: int, *, slow: bool = False) -> Iterator[tuple[Page, Cost]]:
    """A page of a browser that has been nowhere, and the cost that is counted while it is used."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-US")
    page = context.new_page()
    page.add_init_script(WATCH)
    cost = Cost()
    kinds: dict[str, str] = {}
    session = context.new_cdp_session(page)
    session.send("Network.enable")

    def answered(event: dict[str, object]) -> None:
        kinds[str(event["requestId"])] = str(event["type"])

    def finished(event: dict[str, object]) -> None:
        size = int(float(str(event["encodedDataLength"])))
        cost.all += size
        if kinds.get(str(event["requestId"])) in {"Stylesheet", "Script"}:
            cost.code += size

    def asked(event: dict[str, object]) -> None:
        url = str(dict(event["request"])["url"])  # type: ignore[call-overload]
        if urlsplit(url).scheme in {"http", "https"} and urlsplit(url).hostname not in {
            "localhost",
            "127.0.0.1",
        }:
            cost.strangers.append(url)

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    session.on("Network.requestWillBeSent", asked)
    page.on(
        "console",
        lambda said: cost.complaints.append(said.text) if said.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: cost.complaints.append(str(error)))
    session.send("Network.emulateNetworkConditions", SLOW if slow else ANY)
    try:
        yield page, cost
    finally:
        context.close()
