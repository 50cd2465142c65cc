"""Libraries the benchmarks compare with, installed apart from the project and pinned here."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path("var/bench")


def installed(*requirements: str, into: str) -> Path:
    """The folder with these packages, made on the first use; nothing they need is taken from the project."""
    folder = FOLDER / into
    if not (folder / "done").exists():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder)]
        subprocess.run([*command, *requirements], check=True)
        (folder / "done").touch()
    return folder.resolve()
