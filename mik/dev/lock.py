"""Lock the dependencies: uv.lock and the two hashed requirements files, from the public index only.

``python3 mik/dev/lock.py [--upgrade]``. uv comes into an environment of its own under var/. What
this machine says about indexes and mirrors is kept out, so that the lock names none of them.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mik.dev.checkout import ROOT, VAR, Problem, run_main
else:
    from checkout import ROOT, VAR, Problem, run_main

UV = VAR / "uv"
INDEX = "https://pypi.org/simple"
EXPORT = ["export", "--quiet", "--frozen", "--no-header", "--no-annotate", "--no-emit-project"]


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    if subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL).returncode:
        raise Problem(f"{Path(command[0]).name} failed")


def clean_environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(("UV_", "PIP_"))}


def main() -> int:
    uv = UV / "bin" / "uv"
    if not uv.exists():
        run(sys.executable, "-m", "venv", UV)
        run(UV / "bin" / "pip", "install", "--quiet", "uv")
    env = clean_environment()
    run(uv, "--no-config", "lock", "--default-index", INDEX, *sys.argv[1:], env=env)
    run(uv, "--no-config", *EXPORT, "--no-dev", "-o", "requirements.txt", env=env)
    run(uv, "--no-config", *EXPORT, "-o", "requirements-dev.txt", env=env)
    return 0


if __name__ == "__main__":
    run_main(main)
