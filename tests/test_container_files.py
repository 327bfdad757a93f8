"""The container files fit the settings, and what they start does start. No container engine is needed.

Every command of ``docker-compose.yml`` is run outside a container with the environment that the file gives it; only the
addresses that exist inside the containers' network are replaced.
"""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

from rehearsal.services import Redis
from tools import health, programs, setup

ROOT = Path(__file__).resolve().parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]
START_SECONDS = 60
# Scripts that the papers' serif lacks: 145 MB, which the image has and a first look does without.
FONTS = {"fonts-noto-core", "fonts-noto-cjk", "fonts-symbola"}
T = TypeVar("T")


def test_every_variable_that_the_settings_read_is_given() -> None:
    assert {name: variables_read() - set(SERVICES[name]["environment"]) for name in OURS} == {
        name: set() for name in OURS
    }


def test_nothing_is_given_that_no_setting_reads() -> None:
    assert set(SERVICES["web"]["environment"]) - variables_read() == {"DJANGO_SETTINGS_MODULE"}


def test_variables_without_a_default_are_demanded_from_the_env_file() -> None:
    composed = SERVICES["web"]["environment"]
    without_default = variables_read(only_required=True)

    assert without_default >= {"SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_HOST", "DEFAULT_FROM_EMAIL"}
    assert [name for name in sorted(without_default) if ":?" not in composed[name]] == []


def test_the_example_env_file_names_every_variable_that_compose_takes_from_it() -> None:
    taken = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))

    assert set(_example_values()) == taken


def test_no_secret_has_a_value_in_the_repository() -> None:
    example = _example_values()
    secrets = [name for name in example if re.search(r"KEY|PASSWORD", name)]

    assert {name: example[name] for name in secrets} == dict.fromkeys(secrets, "")
    assert (
        re.findall(
            r"\$\{(?:SECRET_KEY|POSTGRES_PASSWORD|POSTGRES_PORTAL_PASSWORD|REDIS_PASSWORD):-",
            (ROOT / "docker-compose.yml").read_text(),
        )
        == []
    )


def test_every_service_that_stays_has_a_health_check() -> None:
    assert [
        name for name in SERVICES if name != "migrate" and "test" not in SERVICES[name].get("healthcheck", {})
    ] == []


def test_only_the_web_server_is_reached_from_outside_and_only_from_this_machine() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "web": ["127.0.0.1:8000:8000"]
    }


def test_the_migrations_are_done_before_anything_else_of_ours_starts() -> None:
    finished = "service_completed_successfully"

    assert [SERVICES[name]["depends_on"]["migrate"]["condition"] for name in OURS[1:]] == [finished] * 3


def test_the_role_that_owns_the_tables_migrates_and_nothing_else_knows_its_password() -> None:
    urls = {name: SERVICES[name]["environment"] for name in OURS}

    assert {
        name: url["OWNER_DATABASE_URL"] for name, url in urls.items() if name != "migrate"
    } == dict.fromkeys(OURS[1:], "")
    assert urls["migrate"]["OWNER_DATABASE_URL"].startswith("postgres://onemind:${POSTGRES_PASSWORD:?")
    assert {url["DATABASE_URL"].partition(":?")[0] for url in urls.values()} == {
        "postgres://portal:${POSTGRES_PORTAL_PASSWORD"
    }
    assert "POSTGRES_PASSWORD" not in str([urls[name] for name in OURS[1:]])


def test_what_is_being_done_is_finished_before_a_service_stops() -> None:
    timeout = _image_command()[_image_command().index("--timeout") + 1]

    assert int(SERVICES["web"]["stop_grace_period"].rstrip("s")) > int(timeout)
    assert int(SERVICES["worker"]["stop_grace_period"].rstrip("s")) >= 60


def test_redis_asks_for_a_password_and_evicts_nothing() -> None:
    command = SERVICES["redis"]["command"][-1]

    assert "--requirepass" in command
    assert "--maxmemory-policy noeviction" in command


def test_every_named_volume_is_declared() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}

    assert used == set(COMPOSE["volumes"])


def test_the_image_installs_what_the_set_up_installs_and_fonts_for_every_script() -> None:
    installed = re.findall(r"apt-get install --yes --no-install-recommends ((?:[\w.+-]+ +)+)", DOCKERFILE)

    assert [set(packages.split()) for packages in installed] == [{*setup.PANGO.values(), *FONTS}]
    assert "ghostscript" not in re.sub(r"(?m)^#.*$", "", DOCKERFILE).lower()


def test_the_image_copies_only_files_that_exist() -> None:
    copied = [
        name for line in re.findall(r"(?m)^COPY (?!--from)(.+)$", DOCKERFILE) for name in line.split()[:-1]
    ]

    assert copied == ["package.json", "package-lock.json", "requirements.txt", "."]
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_image_runs_without_privileges_and_holds_no_secret() -> None:
    assert re.findall(r"(?m)^USER (\w+)$", DOCKERFILE.split(" AS portal")[1]) == ["portal"]
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {".env", ".git", "var", "tests"} <= set(ignored)


def test_the_folders_of_compose_and_image_agree() -> None:
    for variable in ("ONEMIND_VAR", "FILES_ROOT"):
        assert f"{variable}={SERVICES['web']['environment'][variable]}" in DOCKERFILE
    assert SERVICES["web"]["volumes"] == [f"files:{SERVICES['web']['environment']['FILES_ROOT']}"]


def test_the_static_files_collect_and_the_web_server_serves_them(tmp_path: Path) -> None:
    environment = _environment("web", tmp_path)
    build = re.search(r"&& ((?:\w+=\S+ +)+)python (manage\.py collectstatic --noinput)", DOCKERFILE)
    assert build
    build_values = dict(pair.split("=", 1) for pair in build[1].split())
    bare = {
        "PATH": environment["PATH"],
        "ONEMIND_VAR": str(tmp_path),
        "FILES_ROOT": environment["FILES_ROOT"],
    }
    bare["DJANGO_SETTINGS_MODULE"] = environment["DJANGO_SETTINGS_MODULE"]
    _run([sys.executable, *build[2].split()], bare | build_values)
    _run([sys.executable, "manage.py", "migrate", "--noinput"], environment)
    command = [part.replace("0.0.0.0:8000", "127.0.0.1:0") for part in _image_command()]

    _run([*command, "--check-config"], environment)
    with _started(command, environment, tmp_path / "web.log") as output:
        port = _await(lambda: re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", output()), output)[1]
        _await(lambda: "Booting worker" in output(), output)
        os.environ["ALLOWED_HOSTS"] = environment["ALLOWED_HOSTS"]
        _await(lambda: health.web_answers(f"http://127.0.0.1:{port}/healthz"), output)
        proxied = {"Host": environment["ALLOWED_HOSTS"], "X-Forwarded-Proto": "https"}
        page = _fetch(f"http://127.0.0.1:{port}/account/login/", proxied)
        sheet = re.search(r'href="(/static/css/[\w./-]+\.css)"', page)
        assert sheet
        assert re.search(r"\.[0-9a-f]{12}\.css$", sheet[1])
        assert len(_fetch(f"http://127.0.0.1:{port}{sheet[1]}", proxied)) > 100


@pytest.fixture
def redis_url() -> Iterator[str]:
    """A Redis, as compose has one: the folder that queues for a first look carries no ping to a worker."""
    if programs.redis_server() is None:
        pytest.skip("No Redis server is installed. `make test` installs one.")
    redis = Redis()
    yield redis.url
    redis.stop()


def test_the_migrations_the_worker_and_beat_start(tmp_path: Path, redis_url: str) -> None:
    """In the order of compose, on a fresh database."""
    _run(_command("migrate"), _environment("migrate", tmp_path))
    for name, ready in (("worker", " ready."), ("beat", "beat: Starting...")):
        environment = _environment(name, tmp_path) | {"REDIS_URL": redis_url}
        with _started(_command(name), environment, tmp_path / f"{name}.log") as output:
            _await(partial(_says, output, ready), output)
            _run(_python(SERVICES[name]["healthcheck"]["test"][1:]), environment)
        assert "Traceback" not in output()
    os.environ["ONEMIND_VAR"] = str(tmp_path)
    assert not health.beat_ticks(now=time.time() + 3600)


@pytest.fixture(autouse=True)
def _environment_is_put_back() -> Iterator[None]:
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def variables_read(only_required: bool = False) -> set[str]:
    """The environment variables that the production settings read, by the calls of ``env`` in their source."""
    found = set()
    for module in ("base", "public", "production"):
        for node in ast.walk(ast.parse((ROOT / "onemind" / "settings" / f"{module}.py").read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env."):
                name, *default = node.args
                if not (default and only_required):
                    found.add(ast.literal_eval(name))
    return found


def _example_values() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def _environment(name: str, folder: Path) -> dict[str, str]:
    """What compose gives a service, filled in as a newcomer would; the folders and addresses are this machine's."""
    values = {
        name: value or ("0123456789abcdef" * 4 if re.search("KEY|PASSWORD", name) else "")
        for name, value in _example_values().items()
    }

    def fill(match: re.Match[str]) -> str:
        variable, operator, default = match[1], match[2] or "", match[3] or ""
        return values.get(variable, "") or (default if operator == ":-" else "")

    given = {
        key: re.sub(r"\$\{(\w+)(?:(:[-?])([^}]*))?\}", fill, str(value))
        for key, value in SERVICES[name]["environment"].items()
    }
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        **given,
        "ONEMIND_VAR": str(folder),
        "FILES_ROOT": str(folder / "files"),
        "DATABASE_URL": f"sqlite:///{folder / 'onemind.sqlite3'}",
        "OWNER_DATABASE_URL": "",
        "REDIS_URL": "",
        "INSECURE_FIRST_LOOK": "yes",
    }


def _command(name: str) -> list[str]:
    return _python(SERVICES[name]["command"])


def _python(command: list[str]) -> list[str]:
    return [sys.executable if part == "python" else part for part in command]


def _image_command() -> list[str]:
    match = re.search(r"(?m)^CMD (\[.*\])$", DOCKERFILE)
    assert match
    command: list[str] = ast.literal_eval(match[1])
    return command


def _run(command: list[str], environment: dict[str, str]) -> None:
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@contextmanager
def _started(command: list[str], environment: dict[str, str], log: Path) -> Iterator[Callable[[], str]]:
    """Run a command in the background; what it has said so far is returned by calling what is yielded."""
    assert shutil.which(command[0], path=environment["PATH"])
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield lambda: log.read_text(errors="replace")
        assert process.poll() is None, log.read_text()
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _await(attempt: Callable[[], T | None], output: Callable[[], str]) -> T:
    deadline = time.monotonic() + START_SECONDS
    while not (result := attempt()):
        assert time.monotonic() < deadline, output()
        time.sleep(0.1)
    return result


def _says(output: Callable[[], str], words: str) -> bool:
    return words in output()


def _fetch(url: str, headers: dict[str, str]) -> str:
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as answer:
        text: str = answer.read().decode()
        return text
