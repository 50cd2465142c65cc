"""What every set-up script knows of the checkout: its folders, its state file, how it speaks and stops."""

import fcntl
import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = ROOT / "var"
STATE = VAR / "services.json"
ENV = VAR / "env"


class Problem(Exception):
    """Something the person at the keyboard can mend; its text is one clear line."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run_main(main: Callable[[], int]) -> None:
    """Run a script's main: a Problem becomes one line and exit code 1, Ctrl-C exit code 130."""
    try:
        code = main()
    except Problem as problem:
        say(f"error: {problem}")
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def write_private(path: Path, text: str) -> None:
    """Replace a file at once, readable by its owner only."""
    path.parent.mkdir(exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)


def read_state() -> dict[str, Any]:
    """Ports, folders and passwords of the private services; empty before the first start."""
    return dict(json.loads(STATE.read_text())) if STATE.is_file() else {}


def write_state(state: dict[str, Any]) -> None:
    write_private(STATE, json.dumps(state, indent=2) + "\n")


def read_env() -> dict[str, str]:
    """The KEY=VALUE lines of var/env."""
    if not ENV.is_file():
        return {}
    lines = (line.split("=", 1) for line in ENV.read_text().splitlines() if "=" in line and line[0] != "#")
    return {key.strip(): value.strip() for key, value in lines}


@contextmanager
def lock(name: str) -> Iterator[None]:
    """Let one set-up of this checkout run at a time; the others wait."""
    VAR.mkdir(exist_ok=True)
    with (VAR / f"{name}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(wanted: int | None) -> int:
    """The wanted port of 127.0.0.1 if nobody has it, else one that the system gives."""
    if wanted and port_is_free(wanted):
        return wanted
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
