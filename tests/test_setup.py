"""The files that set a checkout up: locks, compose, the example of the environment, the two commands."""

import importlib.util
import re
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = {"pypi.org", "files.pythonhosted.org"}
LOCKS = ["uv.lock", "requirements.txt", "requirements-dev.txt"]
ONE_SHOT = {"migrate"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load(read("docker-compose.yml")))


def script(name: str) -> ModuleType:
    """A set-up script, loaded as it runs: by path, its neighbours importable by their bare names."""
    folder = str(ROOT / "mik" / "dev")
    sys.path.insert(0, folder)
    try:
        spec = importlib.util.spec_from_file_location(f"setup_{name}", f"{folder}/{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(folder)
    return module


# --- Locks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_host_but_the_public_index(name: str) -> None:
    hosts = {urlsplit(address).hostname for address in re.findall(r"\w+://[^\s\"')]+", read(name))}
    assert hosts <= PUBLIC


def test_uv_lock_names_the_public_index() -> None:
    registries = set(re.findall(r'registry = "([^"]+)"', read("uv.lock")))
    assert registries == {"https://pypi.org/simple"}


@pytest.mark.parametrize("name", LOCKS[1:])
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    entries = re.sub(r"\\\n", " ", read(name)).strip().split("\n")
    assert [e for e in entries if not re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+ ", e)] == []
    assert [e for e in entries if "--hash=sha256:" not in e] == []


def test_runtime_requirements_are_among_all_of_them() -> None:
    runtime, everything = (set(re.findall(r"^[\w.-]+==\S+", read(name), re.M)) for name in LOCKS[1:])
    assert runtime < everything


def test_requirements_agree_with_the_lock() -> None:
    locked = set(re.findall(r'^name = "([^"]+)"\nversion = "([^"]+)"\nsource = \{ registry', read("uv.lock"), re.M))
    pinned = set(re.findall(r"^([\w.-]+)==([^\s;]+)", read("requirements-dev.txt"), re.M))
    assert pinned == locked


# --- Compose ---------------------------------------------------------------------------------------


def test_compose_has_the_services_of_an_installation() -> None:
    assert set(compose()["services"]) == {"web", "worker", "beat", "db", "redis", "migrate"}


def test_every_lasting_service_has_a_health_check() -> None:
    lasting = {name: service for name, service in compose()["services"].items() if name not in ONE_SHOT}
    assert {name for name, service in lasting.items() if "test" not in service.get("healthcheck", {})} == set()
    assert {name for name, service in lasting.items() if service["restart"] != "unless-stopped"} == set()


def test_one_shots_end_before_the_others_start() -> None:
    services = compose()["services"]
    assert services["migrate"]["restart"] == "no"
    waiting = {name: services[name]["depends_on"]["migrate"]["condition"] for name in ("web", "worker", "beat")}
    assert set(waiting.values()) == {"service_completed_successfully"}


def test_compose_has_no_default_secret() -> None:
    """Whatever opens something must be given by the environment: ${NAME:?…}, never ${NAME:-…}."""
    secret = re.compile(r"KEY|PASSWORD|TOKEN|_URL")
    found = re.findall(r"\$\{([A-Z_]+)(:?[-?+]?)", read("docker-compose.yml"))
    assert [name for name, kind in found if secret.search(name) and kind != ":?"] == []
    for service in compose()["services"].values():
        for name, value in service.get("environment", {}).items():
            assert not secret.search(name) or "${" in str(value), name


def test_only_the_one_shot_knows_the_owner_of_the_database() -> None:
    services = compose()["services"]
    assert {n for n, s in services.items() if "DATABASE_OWNER_URL" in s.get("environment", {})} == {"migrate"}


def test_volumes_and_named_paths_exist() -> None:
    document = compose()
    mounts = [mount for service in document["services"].values() for mount in service.get("volumes", [])]
    sources = {mount.split(":")[0] for mount in mounts}
    assert {source for source in sources if not source.startswith(".")} == set(document["volumes"])
    assert [source for source in sources if source.startswith(".") and not (ROOT / source).is_dir()] == []


def test_roles_script_can_run() -> None:
    path = ROOT / "mik" / "dev" / "initdb" / "10-roles.sh"
    assert path.stat().st_mode & stat.S_IXUSR
    assert subprocess.run(["sh", "-n", path]).returncode == 0


def test_image_is_not_run_as_root_and_checks_hashes() -> None:
    lines = read("Dockerfile").split("\n")
    last_stage = lines[max(i for i, line in enumerate(lines) if line.startswith("FROM ")) :]
    assert "USER mik" in last_stage
    assert "RUN pip install --require-hashes -r /tmp/requirements.txt" in lines


# --- Environment -----------------------------------------------------------------------------------


def variables_in_example() -> set[str]:
    return set(re.findall(r"^([A-Z_]+)=", read(".env.example"), re.M))


def test_example_explains_every_variable_that_the_settings_read() -> None:
    asked = set(re.findall(r"""\benv(?:\.\w+)?\(\s*["']([A-Z_]+)["']""", read("mik/settings.py")))
    assert asked >= {"SECRET_KEY", "DATABASE_URL", "REDIS_URL"}
    assert asked - variables_in_example() == set()


def test_example_explains_every_variable_that_compose_reads() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", read("docker-compose.yml")))
    assert asked - variables_in_example() == set()


def test_example_gives_no_secret() -> None:
    given = dict(re.findall(r"^([A-Z_]+)=(.*)$", read(".env.example"), re.M))
    secret = [name for name in given if re.search(r"KEY|_PASSWORD|TOKEN", name)]
    assert {name: given[name] for name in secret if given[name]} == {}


# --- The two commands ------------------------------------------------------------------------------


def make_dry(target: str) -> str:
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def test_ci_runs_exactly_make_test() -> None:
    path = ROOT / ".ci" / "run"
    commands = [line for line in path.read_text().split("\n") if line and not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]
    assert path.stat().st_mode & stat.S_IXUSR


def test_make_test_holds_every_gate() -> None:
    plan = make_dry("checks")
    gates = [
        "ruff check",
        "ruff format --check",
        "lint-imports",
        "djade --check",
        "mypy",
        "makemigrations --check",
    ]
    assert [gate for gate in [*gates, "check --deploy --fail-level WARNING", "-m pytest"] if gate not in plan] == []
    assert "services.py run -- " in make_dry("test")


@pytest.mark.parametrize("target", ["demo", "services", "stop", "lint", "migrate", "messages", "lock"])
def test_make_knows(target: str) -> None:
    assert make_dry(target)


# --- Set-up scripts ----------------------------------------------------------------------------------


def test_scripts_that_run_first_need_the_standard_library_only() -> None:
    allowed = sys.stdlib_module_names | {"mik"} | {path.stem for path in (ROOT / "mik" / "dev").glob("*.py")}
    for path in (ROOT / "mik" / "dev").glob("*.py"):
        if path.stem in {"smtp_sink", "make_fonts"}:  # a child of the demo, a maintainer's tool: run in the environment
            continue
        imported = set(re.findall(r"^ *(?:from|import) (\w+)", path.read_text(), re.M))
        assert imported - allowed == set(), path.name


def test_named_servers_are_used_and_never_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    services = script("services")
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@db.example/x")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    monkeypatch.setenv("REDIS_URL", "redis://redis.example/1")
    state = services.load() | {"postgres": {}, "redis": {}}
    assert services.database_urls(state) == {
        "DATABASE_URL": "postgres://somebody@db.example/x",
        "DATABASE_OWNER_URL": "postgres://somebody@db.example/x",
    }
    assert services.database_socket(state) == {"DATABASE_SOCKET": ""}
    assert services.redis_url(state) == {"REDIS_URL": "redis://redis.example/1"}
    assert script("system").missing("services") == []


def test_missing_packages_are_named_where_they_cannot_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    system = script("system")
    monkeypatch.setattr(system, "root_command", lambda: None)
    with pytest.raises(system.Problem) as caught:
        system.install(["gettext", "redis-server"])
    assert str(caught.value) == "these Debian packages are missing: sudo apt-get install gettext redis-server"


def test_private_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    script("checkout").write_private(path, "x\n")
    assert path.read_text() == "x\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_taken_port_is_left_alone() -> None:
    checkout = script("checkout")
    with checkout.socket.create_server(("127.0.0.1", 0)) as server:
        taken = server.getsockname()[1]
        assert not checkout.port_is_free(taken)
        assert checkout.free_port(taken) != taken
