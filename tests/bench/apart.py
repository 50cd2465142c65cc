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


def environment(*requirements: str, into: str) -> Path:
    """The interpreter of a virtual environment with exactly these packages: for what runs in a process of its own."""
    folder = FOLDER / into
    python = folder / "bin" / "python"
    if not (folder / "done").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", *requirements], check=True)
        (folder / "done").touch()
    return python.absolute()
