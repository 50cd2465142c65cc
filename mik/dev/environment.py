"""Make .venv and fill it from the hashed requirements; nothing is done when they have not changed."""

import hashlib
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mik.dev.checkout import ROOT, Problem, lock, run_main, say
else:
    from checkout import ROOT, Problem, lock, run_main, say

FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
STAMP = FOLDER / "requirements.sha256"
REQUIREMENTS = ROOT / "requirements-dev.txt"


def wanted_stamp() -> str:
    """Changes with the requirements, with Python's version and when the checkout moves."""
    told = REQUIREMENTS.read_bytes() + sys.version.encode() + str(FOLDER).encode()
    return hashlib.sha256(told).hexdigest()


def works() -> bool:
    """Whether the environment's own Python still starts; it may be gone after a system upgrade."""
    try:
        return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def fill() -> None:
    """Install what the lock names, each file checked against its hash."""
    if not works():
        say("Making the virtual environment")
        shutil.rmtree(FOLDER, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", FOLDER], capture_output=True, text=True)
        if made.returncode:
            raise Problem(f"the virtual environment could not be made: {made.stdout.strip() or made.stderr.strip()}")
    say("Installing the Python packages; this takes a minute")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(REQUIREMENTS)]
    if subprocess.run(command, env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}).returncode:
        raise Problem("the Python packages could not be installed; the lines above say why")


def main() -> int:
    with lock("venv"):
        stamp = wanted_stamp()
        if not STAMP.is_file() or STAMP.read_text() != stamp:
            fill()
            STAMP.write_text(stamp)
    return 0


if __name__ == "__main__":
    run_main(main)
