"""A private Redis for one checkout: on 127.0.0.1, a port of its own, a password, its files in var/."""

import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mik.dev.checkout import VAR, Problem, free_port, write_private
else:
    from checkout import VAR, Problem, free_port, write_private

FOLDER = VAR / "redis"
# Only the queue of jobs is kept here, and jobs are in the database too: nothing needs to reach the disk.
CONFIG = """bind 127.0.0.1
port {port}
requirepass {password}
protected-mode yes
daemonize no
dir "{folder}"
logfile "{folder}/log"
save ""
appendonly no
"""


class PrivateRedis:
    """One server; ``state`` is its part of the state file and is filled in on the first start."""

    def __init__(self, state: dict[str, Any]) -> None:
        self.state = state

    def ask(self, command: str, password: str) -> str:
        """Send one command after signing in and return the answers, '' if nobody answers."""
        try:
            with socket.create_connection(("127.0.0.1", self.state["port"]), timeout=2) as line:
                line.sendall(f"AUTH {password}\r\n{command}\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2 and (part := line.recv(1024)):
                    answer += part
                return answer.decode(errors="replace")
        except OSError:
            return ""

    def is_running(self, password: str) -> bool:
        return "port" in self.state and self.ask("PING", password) == "+OK\r\n+PONG\r\n"

    def start(self, password: str) -> None:
        program = shutil.which("redis-server")
        if program is None:
            raise Problem("redis-server is not on this machine")
        FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.state["port"] = free_port(self.state.get("port"))
        config = FOLDER / "redis.conf"
        write_private(config, CONFIG.format(port=self.state["port"], password=password, folder=FOLDER))
        self.launch(program, config, password)

    def launch(self, program: str, config: Path, password: str) -> None:
        server = subprocess.Popen(
            [program, str(config)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=FOLDER,
            start_new_session=True,  # a Ctrl-C in the terminal is not for it
        )
        for _ in range(200):
            if self.is_running(password):
                return
            if server.poll() is not None:
                break
            time.sleep(0.05)
        raise Problem(f"Redis did not start; its log is {FOLDER / 'log'}")

    def stop(self, password: str) -> None:
        if not self.is_running(password):
            return
        self.ask("SHUTDOWN NOSAVE", password)
        for _ in range(100):
            if not self.is_running(password):
                return
            time.sleep(0.05)
        raise Problem("Redis did not stop")
