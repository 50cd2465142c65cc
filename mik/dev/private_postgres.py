"""A private PostgreSQL for one checkout: on 127.0.0.1, a port of its own, passwords, data in var/."""

import hashlib
import os
import pwd
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mik.dev.checkout import ROOT, VAR, Problem, free_port
else:
    from checkout import ROOT, VAR, Problem, free_port

OLDEST = 15
DEBIAN = Path("/usr/lib/postgresql")
LONGEST_SOCKET = 108  # sockaddr_un in unix(7), with the zero at the end
# Quick rather than safe: a crash of the machine may cost the demo data, never anything else.
TUNING = """
listen_addresses = '127.0.0.1'
password_encryption = 'scram-sha-256'
max_connections = 200
shared_buffers = '128MB'
fsync = off
synchronous_commit = off
full_page_writes = off
max_wal_size = '2GB'
jit = off
log_min_messages = 'warning'
log_min_error_statement = 'panic'
log_parameter_max_length_on_error = 0
timezone = 'UTC'
"""
# The owner migrates; pages and workers connect as the restricted role, to whom migrations give its rights.
ROLES = """
CREATE ROLE mik_owner LOGIN CREATEDB PASSWORD '{owner}';
CREATE ROLE mik_app LOGIN PASSWORD '{app}';
GRANT mik_app TO mik_owner;
CREATE DATABASE mik OWNER mik_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE mik FROM PUBLIC;
GRANT CONNECT ON DATABASE mik TO mik_app;
"""


def major(folder: Path) -> int:
    """The major version of the server whose programs lie in this folder; 0 if it cannot tell."""
    done = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True)
    found = re.match(r"postgres \(PostgreSQL\) (\d+)", done.stdout)
    return int(found[1]) if found else 0


def find_binaries(version: int | None = None) -> Path | None:
    """The folder of initdb and friends, of this major version or the newest that will do."""
    folders = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    folders += sorted(DEBIAN.glob("*/bin"), reverse=True)
    whole = [f for f in folders if all((f / name).exists() for name in ("initdb", "postgres", "pg_ctl", "psql"))]
    good = [f for f in whole if (major(f) == version if version else major(f) >= OLDEST)]
    return good[0] if good else None


def run_as() -> str | None:
    """The user to run the server as: PostgreSQL refuses root, so root borrows Debian's postgres."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise Problem("PostgreSQL refuses to run as root, and there is no user postgres to run it as") from None


def call(*command: str | Path, stdin: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run one program of PostgreSQL as the server's user, away from folders it may not enter."""
    user = run_as()
    return subprocess.run(
        [str(part) for part in command],
        input=stdin,
        capture_output=True,
        text=True,
        cwd="/",
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=[] if user else None,
        env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})},
    )


def is_postgres(pid: str) -> bool:
    """Whether this process lives and is a PostgreSQL; after a crash its number may be another's."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return "(postgres) " in stat and "(postgres) Z" not in stat


def own_folder(folder: Path) -> bool:
    """Make the folder and give it to the server's user; False if that user cannot reach it."""
    user = run_as()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if user is None:
        return True
    account = pwd.getpwnam(user)
    if folder.is_symlink() or folder.stat().st_uid not in {0, account.pw_uid}:
        raise Problem(f"{folder} belongs to somebody else; remove it and start again")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return call("test", "-w", folder).returncode == 0


def choose_folder() -> Path:
    """Where the data goes: var/, or beside it in /var/tmp when the server's user cannot enter var/."""
    inside = VAR / "postgres"
    if own_folder(inside):
        return inside
    inside.rmdir()
    outside = Path("/var/tmp") / f"mik-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"
    if not own_folder(outside):
        raise Problem(f"PostgreSQL cannot write to {outside}")
    return outside


class PrivatePostgres:
    """One server; ``state`` is its part of the state file and is filled in on the first start."""

    def __init__(self, state: dict[str, Any]) -> None:
        self.state = state

    @property
    def data(self) -> Path:
        return Path(self.state["folder"]) / "data"

    @property
    def programs(self) -> Path:
        marker = self.data / "PG_VERSION"
        version = int(marker.read_text()) if marker.is_file() else None
        found = find_binaries(version)
        if found is None:
            which = version or f"{OLDEST} or newer"
            raise Problem(f"PostgreSQL {which} is not on this machine; the data is in {self.data}")
        return found

    @property
    def socket(self) -> Path:
        """Where it also listens, twice as quick as over TCP."""
        return Path(self.state["folder"]) / f".s.PGSQL.{self.state['port']}"

    def is_running(self) -> bool:
        """Ready for us: its own pid file names a living process and our port."""
        if "folder" not in self.state:
            return False
        pid_file = self.data / "postmaster.pid"
        lines = pid_file.read_text().split("\n") if pid_file.is_file() else []
        return (
            len(lines) > 7
            and lines[3].strip() == str(self.state["port"])
            and lines[7].strip() == "ready"
            and is_postgres(lines[0])
        )

    def start(self, passwords: dict[str, str]) -> None:
        """Start it, after making it when it is not there; the roles' passwords are used once."""
        if "folder" not in self.state:
            self.state["folder"] = str(choose_folder())
            self.wipe()  # what a removed var/ left behind
        if not (self.data / "made").exists():
            self.wipe()
            self.make(passwords)
            self.launch()
            self.sql(ROLES.format(**passwords), passwords["superuser"])
            call("touch", self.data / "made")
        else:
            self.launch()

    def make(self, passwords: dict[str, str]) -> None:
        secret = Path(self.state["folder"]) / "password"
        call("sh", "-c", 'umask 077; cat > "$1"', "sh", secret, stdin=passwords["superuser"])
        self.checked(
            call(
                *(self.programs / "initdb", "-D", self.data, "-U", "postgres", "--auth=scram-sha-256"),
                *("--pwfile", secret, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
            ),
            "make its data folder",
        )
        call("rm", "-f", secret)
        call("sh", "-c", 'cat >> "$1"', "sh", self.data / "postgresql.conf", stdin=TUNING)

    def launch(self) -> None:
        self.state["port"] = free_port(self.state.get("port"))
        log = Path(self.state["folder"]) / "log"
        folder = self.state["folder"] if len(str(self.socket)) < LONGEST_SOCKET else ""
        options = f"-p {self.state['port']} -k {shlex.quote(folder)}"
        done = call(
            self.programs / "pg_ctl",
            "-D",
            self.data,
            "-l",
            log,
            "-o",
            options,
            "-w",
            "-t",
            "60",
            "-s",
            "start",
        )
        self.checked(done, f"start; its log is {log}")

    def stop(self) -> None:
        if "folder" in self.state and (self.data / "postmaster.pid").exists():
            call(self.programs / "pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", "60", "-s", "stop")

    def wipe(self) -> None:
        """Empty the folder of a server that was not made to the end or whose passwords are lost."""
        if self.data.exists():
            self.stop()
            shutil.rmtree(self.data)

    def sql(self, text: str, password: str) -> None:
        target = ["-h", "127.0.0.1", "-p", str(self.state["port"]), "-U", "postgres", "-d", "postgres"]
        options = ["-X", "-q", "-v", "ON_ERROR_STOP=1"]
        done = call(self.programs / "psql", *target, *options, stdin=text, env={"PGPASSWORD": password})
        self.checked(done, "make the roles and the database")

    @staticmethod
    def checked(done: subprocess.CompletedProcess[str], what: str) -> None:
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip()).split("\n")[-1]
            raise Problem(f"PostgreSQL could not {what}: {last}")
