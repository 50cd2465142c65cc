"""A mail server in a thread: counts what it takes, and answers as a test wants it to."""

import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

OK = b"250 2.0.0 OK\r\n"


class Sink:
    """``on_rcpt`` and ``on_text`` may answer something else than OK, or do something first."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.connections = 0
        self.on_rcpt: Callable[[str], bytes | None] = lambda address: None
        self.on_text: Callable[[str], bytes | None] = lambda address: None
        self.on_mail: Callable[[str], bytes | None] = lambda address: None

    @property
    def counted(self) -> Counter[str]:
        return Counter(address for address, _text in self.taken)

    def message(self, address: str) -> EmailMessage:
        text = next(text for to, text in self.taken if to == address)
        return message_from_bytes(text, policy=policy.default)

    def message_ids(self, address: str) -> list[str]:
        return [message_from_bytes(text)["Message-ID"] for to, text in self.taken if to == address]


class Dialogue(socketserver.StreamRequestHandler):
    sink: Sink

    def handle(self) -> None:
        self.sink.connections += 1
        self.wfile.write(b"220 sink\r\n")
        address = ""
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"MAIL":
                self.wfile.write(self.sink.on_mail(_between(line)) or OK)
            elif word == b"RCPT":
                address = _between(line)
                self.wfile.write(self.sink.on_rcpt(address) or OK)
            elif word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self._take(address)
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(OK)

    def _take(self, address: str) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        text = b"".join(line[1:] if line.startswith(b".") else line for line in lines)
        answer = self.sink.on_text(address)
        if answer is None or answer.startswith(b"2"):
            self.sink.taken.append((address, text))
        self.wfile.write(answer or OK)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A worker that was killed, or a test that hangs up, is no news."""


def _between(line: bytes) -> str:
    return line[line.index(b"<") + 1 : line.index(b">")].decode()


@contextmanager
def listening(settings: Any) -> Iterator[Sink]:
    """The sink, with Django's mail settings pointing at it."""
    sink = Sink()
    handler = type("SinkDialogue", (Dialogue,), {"sink": sink})
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        try:
            yield sink
        finally:
            server.shutdown()
