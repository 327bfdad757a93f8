"""The check of links: against a server of our own, and never into a private network."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from campaign.content import link_checking
from campaign.content.actions import links
from campaign.content.link_checking import PUBLIC, Rules, is_public, visit
from campaign.content.models import LinkCheck, Resource
from campaign.content.queries.links import addresses
from campaign.content.tasks import check_links
from onemind.celery import app
from rehearsal.factories.accounts import AdministratorFactory
from rehearsal.factories.campaign import ClassListingFactory, ResourceFactory, SupporterFactory

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


class Answering(BaseHTTPRequestHandler):
    """Answers by the path, and remembers what it was asked."""

    asked: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path))
        port = self.server.server_address[1]
        if self.path == "/drip":
            for _byte in range(200):
                self.wfile.write(b"x")
                time.sleep(0.05)
            return
        to = {
            "/moved": "/fine",
            "/round": "/round",
            "/inside": f"http://10.0.0.1:{port}/",
            "/moved-by-name": f"http://mixed.example:{port}/fine",
        }.get(self.path, "")
        status = (
            302 if to else {"/fine": 200, "/gone": 404, "/only-get": 405, "/shy": 403, "/ill": 500}[self.path]
        )
        if self.path == "/only-get" and self.command == "GET":
            status = 200
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"x" * 1_000_000)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[tuple[str, Rules]]:
    """A server on this machine, and rules that let the check go to it and nowhere else."""
    Answering.asked = []
    running = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    port = running.server_address[1]
    yield f"http://127.0.0.1:{port}", Rules(lambda address: address == "127.0.0.1", frozenset({port}))
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize(
    ("path", "result", "status", "asked"),
    [
        ("/fine", "fine", 200, ["HEAD /fine"]),
        ("/moved", "fine", 200, ["HEAD /moved", "HEAD /fine"]),
        ("/only-get", "fine", 200, ["HEAD /only-get", "GET /only-get"]),
        ("/gone", "broken", 404, ["HEAD /gone", "GET /gone"]),
        ("/shy", "unsure", 403, ["HEAD /shy", "GET /shy"]),
        ("/ill", "unsure", 500, ["HEAD /ill", "GET /ill"]),
        ("/round", "broken", None, ["HEAD /round"] * 6),
        ("/inside", "broken", None, ["HEAD /inside"]),
    ],
)
def test_visit(
    server: tuple[str, Rules], path: str, result: str, status: int | None, asked: list[str]
) -> None:
    found = visit(server[0] + path, rules=server[1])
    assert found[:2] == (result, status)
    assert [" ".join(one) for one in Answering.asked] == asked


def test_a_server_that_drips_is_cut_off(server: tuple[str, Rules], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_checking, "TIMEOUT", 0.5)
    start = time.monotonic()
    assert visit(server[0] + "/drip", rules=server[1])[:2] == ("broken", None)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
     "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
     "64:ff9b::a00:1", "2002:a00:1::1", "::ffff:0:10.0.0.1", "::a00:1", "::ffff:0:127.0.0.1", "::127.0.0.1", "fec0::1",
     "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "64:ff9b:1::808:808", "64:ff9b:1:a00:0:100::", "2002:7f00:1::",
     "2002:a9fe:a9fe::1", "2001:0:a00:1::f7f7:f7f7", "2001:0:808:808::f5ff:fffe", "2606:4700::5efe:10.0.0.1",
     "2606:4700::200:5efe:192.168.0.1", "::ffff:224.0.0.1", "::ffff:0.0.0.0", "::ffff:240.0.0.1", "240.0.0.1", "198.18.0.1",
     "192.0.2.1", "203.0.113.9", "192.88.99.1", "2001:db8::1", "3fff::1", "5f00::1", "100::1", "4000::1", "ff0e::1",
     "fe80::a00:1", "febf::1", "fdff::1", "no address", "", "010.0.0.1", "0x7f.1"],
)  # fmt: skip
def test_private_addresses_are_not_gone_to(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"],
)
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1/", "private"),
        ("http://localhost/", "private"),
        ("http://[::1]/", "private"),
        ("http://2130706433/", "private"),
        ("http://127.0.0.1:5432/", "port"),
        ("ftp://example.org/", "web address"),
        ("file:///etc/passwd", "web address"),
        ("http://[nonsense/", "web address"),
        ("http://user@", "web address"),
    ],
)
def test_the_check_refuses(url: str, why: str) -> None:
    result, status, problem = visit(url, rules=PUBLIC)
    assert (result, status) == ("broken", None)
    assert why in problem


class Names:
    """What names mean, answer after answer; addresses in figures mean themselves."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {name.replace("_", "."): list(found) for name, found in answers.items()}
        self.real = socket.getaddrinfo

    def __call__(self, host: str, port: int, *args: Any, **more: Any) -> list[Any]:
        if host not in self.answers:
            return self.real(host, port, *args, **more)
        answers = self.answers[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [entry for address in found for entry in self.real(address, port, *args, **more)]


@pytest.mark.parametrize("path", ["/fine", "/moved-by-name"])
@pytest.mark.parametrize(
    "addresses", [["10.0.0.1"], ["127.0.0.1", "10.0.0.1"], ["10.0.0.1", "127.0.0.1"], ["::1", "127.0.0.1"]]
)
def test_a_name_with_one_private_address_is_refused_at_every_hop(
    server: tuple[str, Rules], monkeypatch: pytest.MonkeyPatch, addresses: list[str], path: str
) -> None:
    port = server[0].rpartition(":")[2]
    monkeypatch.setattr(socket, "getaddrinfo", Names(mixed_example=[addresses], good_example=[["127.0.0.1"]]))
    first = "good.example" if path == "/moved-by-name" else "mixed.example"
    found = visit(f"http://{first}:{port}{path}", rules=server[1])
    assert found == ("broken", None, "It leads into a private network.")
    assert [one[1] for one in Answering.asked] == (["/moved-by-name"] if first == "good.example" else [])


def test_the_connection_goes_to_the_address_that_was_judged(
    server: tuple[str, Rules], monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server[0].rpartition(":")[2]
    # By the second answer the name means another machine, where no one listens.
    names = Names(rebound_example=[["127.0.0.1"], ["127.0.0.2"]])
    monkeypatch.setattr(socket, "getaddrinfo", names)
    assert visit(f"http://rebound.example:{port}/fine", rules=server[1])[:2] == ("fine", 200)
    assert names.answers["rebound.example"] == [["127.0.0.2"]]


def test_the_next_address_is_tried_when_the_first_does_not_answer(
    server: tuple[str, Rules], monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server[0].rpartition(":")[2]
    monkeypatch.setattr(socket, "getaddrinfo", Names(two_example=[["127.0.0.2", "127.0.0.1"]]))
    rules = Rules(lambda address: address.startswith("127."), server[1].ports)
    assert visit(f"http://two.example:{port}/fine", rules=rules)[:2] == ("fine", 200)


@pytest.mark.django_db
def test_what_no_one_approved_is_not_asked_for() -> None:
    LinkCheck.objects.all().delete()
    ClassListingFactory(url="https://announced.example/", is_published=False)
    SupporterFactory(url="https://signed-up.example/", is_published=False)
    ResourceFactory(url="https://approved.example/")
    asked: list[str] = []

    def look(url: str) -> link_checking.Found:
        asked.append(url)
        return "fine", 200, ""

    links.check(now=NOW, seconds=30, look=look, pause=0)
    assert "https://approved.example/" in asked
    assert [url for url in asked if "announced" in url or "signed-up" in url] == []


def test_nobody_listens(server: tuple[str, Rules]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        rules = Rules(lambda _address: True, frozenset({port}))
        assert visit(f"http://127.0.0.1:{port}/", rules=rules) == ("broken", None, "It doesn't answer.")


@pytest.mark.django_db
def test_a_round_keeps_what_it_found_and_rests_between_questions(server: tuple[str, Rules]) -> None:
    base, rules = server
    Resource.objects.all().delete()
    for path in ("/fine", "/gone"):
        ResourceFactory(title=path, url=base + path)
    ResourceFactory(title="twice", url=base + "/fine")
    LinkCheck.objects.create(url="https://example.org/dropped", result="fine", checked_at=NOW)
    start = time.monotonic()
    other = len(addresses()) - 2

    def look(url: str) -> link_checking.Found:
        return visit(url, rules=rules) if url.startswith(base) else ("fine", 200, "")

    assert links.check(now=NOW, seconds=30, look=look, pause=0.3) == 2 + other
    assert time.monotonic() - start >= 0.3
    found = {
        check.url: (check.result, check.status) for check in LinkCheck.objects.filter(url__startswith=base)
    }
    assert found == {base + "/fine": ("fine", 200), base + "/gone": ("broken", 404)}
    assert not LinkCheck.objects.filter(url="https://example.org/dropped").exists()
    assert links.check(now=NOW + timedelta(hours=1), seconds=30, look=look, pause=0) == 0

    client = Client()
    client.force_login(AdministratorFactory())
    page = client.get("/admin/content/resource/?link=broken").content.decode()
    assert ("/gone" in page, ">twice<" in page) == (True, False)
    assert client.get("/resources/").status_code == 200

    assert links.check(now=NOW + timedelta(days=1), seconds=30, look=look, pause=0) == 2 + other
    assert LinkCheck.objects.get(url=base + "/gone").broken_since == NOW


@pytest.mark.django_db
def test_when_nobody_answers_at_all_nothing_is_called_broken() -> None:
    ResourceFactory(url="https://one.example/")
    ResourceFactory(url="https://two.example/")
    links.check(now=NOW, seconds=30, look=lambda _url: ("broken", None, "It doesn't answer."), pause=0)
    assert set(LinkCheck.objects.values_list("result", flat=True)) == {"unsure"}


@pytest.mark.django_db
def test_a_round_stops_when_its_time_is_up_and_the_next_goes_on() -> None:
    assert links.check(now=NOW, seconds=0, look=lambda _url: ("fine", 200, ""), pause=0) == 0
    many = links.check(now=NOW, seconds=30, look=lambda _url: ("fine", 200, ""), pause=0)
    assert many == len(addresses()) > 0


@pytest.mark.django_db
def test_the_check_runs_at_night(settings: object) -> None:
    settings.LINK_CHECK_SECONDS = 0  # type: ignore[attr-defined]
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}  # type: ignore[attr-defined]
    assert check_links.name in scheduled
    assert check_links.name in app.tasks
    check_links()
    assert not LinkCheck.objects.exists()
