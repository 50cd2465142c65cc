"""The whole platform with made-up graduates on http://localhost:8000, until Ctrl-C.

Run by ``make demo`` with the environment's Python, the services being up. It migrates, loads, then
keeps the web server, a Celery worker and beat and a post office as children, and stops them all.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mik.dev.checkout import ROOT, VAR, Problem, free_port, port_is_free, run_main, say
else:
    from checkout import ROOT, VAR, Problem, free_port, port_is_free, run_main, say

BIN = ROOT / ".venv" / "bin"
LOGS = VAR / "log"
PREPARATIONS = [
    ("Preparing the texts", ["compilemessages", "--ignore=.venv", "--ignore=var"]),
    ("Preparing the static files", ["collectstatic", "--no-input"]),
    ("Migrating the database", ["migrate", "--database", "owner", "--no-input"]),
    ("Loading the university's units", ["load_units"]),
    ("Loading the demo's people; the first time takes a minute or two", ["load_demo"]),
]
PR_SET_PDEATHSIG = 1
GRACE = 10.0  # seconds a child has to end by itself


class Stopped(Exception):
    """Somebody asked the demo to end."""


@dataclass
class Child:
    """One process of the demo, in a session of its own so that Ctrl-C reaches it through us only."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    falls: list[float] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name}.log"

    def start(self, env: dict[str, str]) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=env,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def watch(self, env: dict[str, str]) -> None:
        """Start it again if it fell; give up when it falls again and again."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        self.falls = [*[fall for fall in self.falls if now - fall < 60], now]
        if len(self.falls) > 4:
            raise Problem(f"{self.name} keeps falling; see {self.log.relative_to(ROOT)}")
        say(f"{self.name} ended with code {self.process.returncode}; starting it again")
        time.sleep(1)
        self.start(env)

    def end(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            (os.kill if number == signal.SIGTERM else os.killpg)(self.process.pid, number)


def die_with_parent() -> None:
    """Ask Linux to end this child when the demo is killed without a chance to clean up."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def environment(port: int, mail_port: int) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "ENVIRONMENT": "demo",
        "DEMO": "1",
        "DEBUG": "False",
        "BASE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "MAIL_DIR": str(VAR / "mail"),
        "DJANGO_SETTINGS_MODULE": "mik.settings",
        "PYTHONUNBUFFERED": "1",
    }


def children(port: int, mail_port: int) -> list[Child]:
    python, celery = str(BIN / "python"), [str(BIN / "celery"), "-A", "mik"]
    binds = ["--bind", f"127.0.0.1:{port}"]
    if Path("/proc/net/if_inet6").exists() and port_is_free(port, "::1"):
        binds += ["--bind", f"[::1]:{port}"]  # some browsers try it first for localhost
    web = [str(BIN / "gunicorn"), "mik.wsgi", "--worker-class", "gthread", "--workers", "2", "--threads", "4",
           "--logger-class", "mik.common.access_log.AccessLogger"]  # fmt: skip
    return [
        Child("mail", [python, str(ROOT / "mik" / "dev" / "smtp_sink.py"), str(mail_port), str(VAR / "mail")]),
        Child("web", [*web, *binds, "--timeout", "120", "--no-control-socket", "--access-logfile", "-"]),
        Child("worker", [*celery, "worker", "-c", "2", "-l", "INFO", "-n", f"demo{port}@%h", "--without-mingle"]),
        Child("beat", [*celery, "beat", "-l", "INFO", "-s", str(VAR / "beat" / "schedule"), "--pidfile="]),
    ]


def manage(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [str(BIN / "python"), "manage.py", *arguments], env=env, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise Problem(f"manage.py {arguments[0]} failed:\n{done.stdout[-4000:]}{done.stderr[-8000:]}")
    return done.stdout


def prepare(env: dict[str, str]) -> None:
    for title, arguments in PREPARATIONS:
        say(f"{title} …")
        manage(env, *arguments)


def answers(url: str) -> bool:
    """Whether the web server answers at all; 503 while the worker warms up is an answer."""
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def wait_for(url: str, watch: Callable[[], None]) -> None:
    for _ in range(240):
        if answers(url):
            return
        watch()
        time.sleep(0.25)
    raise Problem(f"{url} does not answer; see var/log/web.log")


def end_all(family: list[Child]) -> None:
    """Ask politely, wait, then insist with what is left of each one's group."""
    for child in reversed(family):
        child.end(signal.SIGTERM)
    limit = time.monotonic() + GRACE
    while time.monotonic() < limit and any(c.process and c.process.poll() is None for c in family):
        time.sleep(0.05)
    for child in family:
        child.end(signal.SIGKILL)


def stop_on_signals() -> None:
    """Turn the first request to end into Stopped; while ending, further ones change nothing."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def serve(env: dict[str, str], family: list[Child], url: str) -> None:
    """Keep the children up until somebody stops us."""

    def watch() -> None:
        for child in family:
            child.watch(env)

    for child in family:
        child.start(env)
    wait_for(f"{url}/saglik/", watch)
    accounts = manage(env, "demo_accounts").strip()
    print(f"\n{accounts}\n\nThe platform is at {url}\nLogs are in var/log. Ctrl-C stops everything.", flush=True)
    while True:
        watch()
        time.sleep(0.5)


def main() -> int:
    stop_on_signals()
    family: list[Child] = []
    try:
        port = int(os.environ.get("PORT") or 8000)
        if not port_is_free(port):
            raise Problem(f"port {port} is in use; try: PORT={port + 1} make demo")
        for folder in (LOGS, VAR / "beat", VAR / "mail"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mail_port = free_port(None)
        env = environment(port, mail_port)
        prepare(env)
        family = children(port, mail_port)
        serve(env, family, env["BASE_URL"])
    except Stopped:
        say("\nStopping …")
    finally:
        end_all(family)
    return 0


if __name__ == "__main__":
    if sys.platform != "linux":
        say("The demo is made for Linux; elsewhere a child may outlive a killed demo.")
    run_main(main)
