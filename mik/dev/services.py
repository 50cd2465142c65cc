"""The services a checkout needs: ``python3 mik/dev/services.py start|stop|status|run -- COMMAND``.

Where DATABASE_URL or REDIS_URL is set, that server is used and nothing is started in its place.
Otherwise a private PostgreSQL or Redis runs from the programs on this machine. ``var/env`` tells
the settings the addresses and keys. ``run`` starts what is missing, runs the command, and stops
what it started when nobody else in this checkout uses it.
"""

import base64
import fcntl
import os
import secrets
import signal
import subprocess
import sys
from types import FrameType
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mik.dev import checkout, system
    from mik.dev.checkout import Problem
    from mik.dev.private_postgres import PrivatePostgres
    from mik.dev.private_redis import PrivateRedis
else:
    import checkout
    import system
    from checkout import Problem
    from private_postgres import PrivatePostgres
    from private_redis import PrivateRedis

HEADER = "# Written by mik/dev/services.py. Lines you add stay; the addresses follow the services.\n"


def key32() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def first_settings() -> dict[str, str]:
    """What a new checkout is given once and then keeps."""
    return {
        "ENVIRONMENT": "development",
        "DEBUG": "False",
        "BASE_URL": "http://localhost:8000",
        "EMAIL_URL": "consolemail://",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "FIELD_KEYS": f"1:{key32()}",
        "HASH_KEY": key32(),
        "HEALTH_TOKEN": secrets.token_urlsafe(24),
    }


def database_urls(state: dict[str, Any]) -> dict[str, str]:
    given = os.environ.get("DATABASE_URL")
    if given:
        return {"DATABASE_URL": given, "DATABASE_OWNER_URL": os.environ.get("DATABASE_OWNER_URL") or given}
    word, port = state["passwords"], state["postgres"]["port"]
    return {
        "DATABASE_URL": f"postgres://mik_app:{word['app']}@127.0.0.1:{port}/mik",
        "DATABASE_OWNER_URL": f"postgres://mik_owner:{word['owner']}@127.0.0.1:{port}/mik",
    }


def database_socket(state: dict[str, Any]) -> dict[str, str]:
    """The folder of the private server's socket; the tests use it."""
    if os.environ.get("DATABASE_URL"):
        return {"DATABASE_SOCKET": ""}
    socket = PrivatePostgres(state["postgres"]).socket
    return {"DATABASE_SOCKET": str(socket.parent) if socket.exists() else ""}


def redis_url(state: dict[str, Any]) -> dict[str, str]:
    given = os.environ.get("REDIS_URL")
    private = f"redis://:{state['passwords']['redis']}@127.0.0.1:{state['redis'].get('port')}/0"
    return {"REDIS_URL": given or private}


def write_env(state: dict[str, Any]) -> dict[str, str]:
    """Bring var/env up to date: keys stay, addresses follow the services."""
    addresses = database_urls(state) | database_socket(state) | redis_url(state)
    values = first_settings() | checkout.read_env() | addresses
    text = HEADER + "".join(f"{key}={value}\n" for key, value in values.items())
    if not checkout.ENV.is_file() or checkout.ENV.read_text() != text:
        checkout.write_private(checkout.ENV, text)
    return values


def load() -> dict[str, Any]:
    state = checkout.read_state()
    if "passwords" not in state:
        names = ("superuser", "owner", "app", "redis")
        state |= {"passwords": {name: secrets.token_hex(24) for name in names}}
    for part in ("postgres", "redis"):
        state.setdefault(part, {})
    return state


def start(*, keep: bool) -> bool:
    """Start what is not running; True if anything had to be started. ``keep`` outlives ``run``."""
    started = False
    with checkout.lock("start"):
        state = load()
        postgres, redis = PrivatePostgres(state["postgres"]), PrivateRedis(state["redis"])
        if system.wants("DATABASE_URL") and not postgres.is_running():
            checkout.write_state(state)  # the passwords, before a server is made with them
            postgres.start(state["passwords"])
            started = True
        if system.wants("REDIS_URL") and not redis.is_running(state["passwords"]["redis"]):
            redis.start(state["passwords"]["redis"])
            started = True
        state["keep"] = keep or bool(state.get("keep"))
        checkout.write_state(state)
        write_env(state)
    return started


def stop() -> None:
    """Stop the private services of this checkout; a server that was named is never touched."""
    if not checkout.STATE.is_file():
        return
    with checkout.lock("start"):
        state = load()
        PrivatePostgres(state["postgres"]).stop()
        PrivateRedis(state["redis"]).stop(state["passwords"]["redis"])
        state["keep"] = False
        checkout.write_state(state)


def status() -> int:
    state = load()
    redis_runs = PrivateRedis(state["redis"]).is_running(state["passwords"]["redis"])
    for part, variable, runs in (
        ("postgres", "DATABASE_URL", PrivatePostgres(state["postgres"]).is_running()),
        ("redis", "REDIS_URL", redis_runs),
    ):
        private = f"runs on port {state[part]['port']}" if runs else "does not run"
        print(f"{part}: {private if system.wants(variable) else f'the one that {variable} names'}")
    return 0


def share() -> IO[str]:
    """Say that this process uses the services, for as long as the returned file is open."""
    checkout.VAR.mkdir(exist_ok=True)
    file = (checkout.VAR / "use.lock").open("a")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def leave(file: IO[str]) -> None:
    """Stop the services if nobody else uses them and nobody asked for them to stay."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return
    if not checkout.read_state().get("keep"):
        stop()


def run(command: list[str]) -> int:
    """Run a command with the services up and answer with its exit code."""
    if not command:
        raise Problem("run needs a command")
    use = share()
    try:
        start(keep=False)
        return supervise(command)
    finally:
        leave(use)


def supervise(command: list[str]) -> int:
    """Wait for the command; signals are for it to obey. A terminal's Ctrl-C reaches it by itself."""
    child = subprocess.Popen(command)

    def forward(number: int, frame: FrameType | None) -> None:
        if number != signal.SIGINT or not sys.stdin.isatty():
            child.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, forward)
    code = child.wait()
    return 128 - code if code < 0 else code


def main() -> int:
    action, *rest = sys.argv[1:] or ["start"]
    if action in ("start", "run"):
        packages = system.missing("services")
        if packages:
            system.install(packages)
    if action == "run":
        return run(rest[1:] if rest[:1] == ["--"] else rest)
    if action == "start":
        start(keep=True)
        checkout.say("The services run; var/env has their addresses. Stop them with: make stop")
    elif action == "stop":
        stop()
    elif action == "status":
        return status()
    else:
        raise Problem(f"unknown action {action}: start, stop, status or run")
    return 0


if __name__ == "__main__":
    checkout.run_main(main)
