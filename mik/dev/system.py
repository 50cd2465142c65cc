"""See to the Debian packages: ``python3 mik/dev/system.py services|demo|test``.

What is there is left alone. What is missing is installed as root or with a sudo that asks nothing;
otherwise one line names the packages. No package may start a server or open a port on this machine.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mik.dev.checkout import Problem, run_main, say
    from mik.dev.private_postgres import find_binaries
else:
    from checkout import Problem, run_main, say
    from private_postgres import find_binaries

# Run by root. PostgreSQL gets no cluster (5432 stays free) and no package may start its service.
# A file of that name that is here already (containers have one) says "no" as well and stays.
INSTALL = """
set -eu
export DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 1' HUP INT TERM
    printf '#!/bin/sh\\nexit 101\\n' > "$policy"
    chmod 755 "$policy"
fi
case " $* " in
*" postgresql "*)
    cluster=/etc/postgresql-common/createcluster.conf
    if ! grep -qsE '^ *create_main_cluster *= *false' "$cluster"; then
        mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' >> "$cluster"
    fi ;;
esac
apt-get update -qq
apt-get install -qq -y --no-install-recommends -o Dpkg::Options::=--force-confold "$@" >&2
case " $* " in
*" redis-server "*)
    if command -v systemctl >/dev/null; then systemctl disable -q redis-server 2>/dev/null || true; fi ;;
esac
"""


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_program(*names: str) -> bool:
    return any(shutil.which(name) for name in names)


def has_font() -> bool:
    return any(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"))


def has_chromium() -> bool:
    return has_program(os.environ.get("CHROMIUM", "chromium"))


def wants(variable: str) -> bool:
    """A service is private, and its package needed, unless its address is given."""
    return not os.environ.get(variable)


Check = tuple[str, Callable[[], bool]]
SERVICES: list[Check] = [
    ("postgresql", lambda: not wants("DATABASE_URL") or find_binaries() is not None),
    ("redis-server", lambda: not wants("REDIS_URL") or has_program("redis-server")),
]
DEMO: list[Check] = [
    *SERVICES,
    ("python3-venv", lambda: importlib.util.find_spec("ensurepip") is not None),
    ("gettext", lambda: has_program("msgfmt")),
    ("libpango-1.0-0", lambda: has_library("libpango-1.0.so.0")),
    ("libpangoft2-1.0-0", lambda: has_library("libpangoft2-1.0.so.0")),
    ("libharfbuzz-subset0", lambda: has_library("libharfbuzz-subset.so.0")),
    ("fonts-dejavu-core", has_font),
]
TEST: list[Check] = [*DEMO, ("chromium", has_chromium)]
PURPOSES = {"services": SERVICES, "demo": DEMO, "test": TEST}


def missing(purpose: str) -> list[str]:
    """The Debian packages that are not here, by what they bring rather than by name."""
    return [package for package, is_here in PURPOSES[purpose] if not is_here()]


def root_command() -> list[str] | None:
    """How to run something as root here without a question, or None."""
    if os.geteuid() == 0:
        return []
    if has_program("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install(packages: list[str]) -> None:
    as_root = root_command()
    line = "sudo apt-get install " + " ".join(packages)
    if as_root is None or not has_program("apt-get"):
        raise Problem(f"these Debian packages are missing: {line}")
    say("Installing " + ", ".join(packages))
    done = subprocess.run([*as_root, "sh", "-c", INSTALL, "install", *packages], stdin=subprocess.DEVNULL)
    if done.returncode:
        raise Problem(f"the packages could not be installed; try: {line}")


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  (runs on whatever python3 is)
        raise Problem(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    purpose = sys.argv[1] if len(sys.argv) > 1 else "services"
    packages = missing(purpose)
    if packages:
        install(packages)
        still = [package for package in missing(purpose) if package != "python3-venv"]
        if still:
            raise Problem("still missing after the installation: " + " ".join(still))
    return 0


if __name__ == "__main__":
    run_main(main)
