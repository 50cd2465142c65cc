"""One SMTP connection for many mails, with the moment in hand when a mail's text goes over.

Up to the server's word that it wants the text (354), nothing was sent and all may be tried again. From then on only
its answer tells what became of the mail: without one, nobody knows.
"""

import re
import smtplib
from email.generator import BytesGenerator
from email.utils import parseaddr
from io import BytesIO
from typing import Protocol

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

_ADDRESS = re.compile(r"\S+@\S+")
_ENVELOPE = re.compile(r"[^\s<>()\[\]\\,;:@\"]+@[^\s<>()\[\]\\,;:@\"]+")
_LEADING_DOT = re.compile(rb"(?m)^\.")
CLOSING = 421


class Refused(Exception):
    """The server's own no. ``stage``: sender, recipient or text; below 500 it may say yes another time."""

    def __init__(self, stage: str, code: int, answer: bytes) -> None:
        self.stage, self.code = stage, code
        self.answer = f"{code} {readable(answer)}"
        super().__init__(stage, code)

    @property
    def for_good(self) -> bool:
        return self.code >= 500


class Away(Exception):
    """The server cannot be reached, or went away before it was given any text."""


class Lost(Exception):
    """The server went away while it was given the text, or before it said what it did with it."""


class Unsendable(Exception):
    """No mail can be addressed like this."""


class Transport(Protocol):
    def offer(self, message: EmailMultiAlternatives) -> None:
        """Name sender and recipient. Raises Refused, Away or Unsendable."""

    def take_back(self) -> None:
        """Forget an offer."""

    def hand_over(self, message: EmailMultiAlternatives) -> str:
        """Give the text of what was offered; the server's answer. Raises Refused, Away or Lost."""

    def close(self) -> None: ...


def open_transport() -> Transport:
    """Over the connection Django is configured for; opened with the first mail."""
    backend = get_connection()
    return SmtpTransport(backend) if isinstance(backend, EmailBackend) else PlainTransport(backend)


def readable(answer: bytes) -> str:
    """A server's answer on one line, without the address it may repeat."""
    text = " ".join(answer.decode("utf-8", "replace").split())
    return _ADDRESS.sub("<…>", text)[:190]


def envelope_address(address: str) -> str:
    """The address as SMTP takes it, its domain in ASCII. Raises Unsendable."""
    local, _at, domain = address.rpartition("@")
    try:
        ascii_address = f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
    except UnicodeError:
        raise Unsendable from None
    if not _ENVELOPE.fullmatch(ascii_address):
        raise Unsendable
    return ascii_address


def on_the_wire(message: EmailMultiAlternatives) -> bytes:
    """The mail as SMTP takes it. Headers are not folded: some readers of List-Unsubscribe do not unfold."""
    text = BytesIO()
    BytesGenerator(text, mangle_from_=False, maxheaderlen=998).flatten(message.message(), linesep="\r\n")
    return text.getvalue()


class PlainTransport:
    """For backends that know no dialogue: mails kept in memory, written to files or to the console."""

    def __init__(self, backend: BaseEmailBackend) -> None:
        self.backend = backend

    def offer(self, message: EmailMultiAlternatives) -> None:
        envelope_address(message.to[0])

    def take_back(self) -> None:
        pass

    def hand_over(self, message: EmailMultiAlternatives) -> str:
        self.backend.send_messages([message])
        return "250"

    def close(self) -> None:
        self.backend.close()


class SmtpTransport:
    """Django's connection, with its encryption and sign-in, and smtplib's single steps on it."""

    def __init__(self, backend: EmailBackend) -> None:
        self.backend = backend

    def offer(self, message: EmailMultiAlternatives) -> None:
        recipient = envelope_address(message.to[0])
        sender = envelope_address(_bare(message.from_email))
        fresh = self._open()
        try:
            self._envelope(sender, recipient)
        except Away:
            if fresh:
                raise
            # Servers end a connection after some mails or minutes: one more knock before it counts as away.
            self._open()
            self._envelope(sender, recipient)

    def _open(self) -> bool:
        """Whether the connection had to be opened."""
        try:
            opened = bool(self.backend.open())
            if opened:
                self._server.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as problem:
            self.close()
            raise Away(type(problem).__name__) from problem
        return opened

    @property
    def _server(self) -> smtplib.SMTP:
        server: smtplib.SMTP | None = self.backend.connection
        if server is None:
            raise Away
        return server

    def _envelope(self, sender: str, recipient: str) -> None:
        options = ["body=8bitmime"] if self._server.has_extn("8bitmime") else []
        try:
            self._expect("sender", self._server.mail(sender, options))
            self._expect("recipient", self._server.rcpt(recipient))
        except (OSError, smtplib.SMTPException) as problem:
            self.close()
            raise Away(type(problem).__name__) from problem

    def _expect(self, stage: str, reply: tuple[int, bytes]) -> None:
        code, answer = reply
        if 200 <= code < 300:
            return
        if code == CLOSING or code < 400:
            self.close()
            raise Away(f"SMTP {code}")
        self.take_back()
        raise Refused(stage, code, answer)

    def take_back(self) -> None:
        try:
            self._server.rset()
        except (OSError, smtplib.SMTPException):
            self.close()

    def hand_over(self, message: EmailMultiAlternatives) -> str:
        text = _LEADING_DOT.sub(b"..", on_the_wire(message))
        self._ask_to_send()
        try:
            self._server.send(text.rstrip(b"\r\n") + b"\r\n.\r\n")
            code, answer = self._server.getreply()
        except (OSError, smtplib.SMTPException) as problem:
            self.close()
            raise Lost(type(problem).__name__) from problem
        if 200 <= code < 300:
            return f"{code} {readable(answer)}"
        if code < 400:
            self.close()
            raise Lost(f"SMTP {code}")
        raise Refused("text", code, answer)

    def _ask_to_send(self) -> None:
        try:
            code, answer = self._server.docmd("data")
        except (OSError, smtplib.SMTPException) as problem:
            self.close()
            raise Away(type(problem).__name__) from problem
        if code != 354:
            self._expect("text", (code, answer))
            self.close()
            raise Away(f"SMTP {code}")

    def close(self) -> None:
        """Whatever state it is in; a dead connection is dropped without a word."""
        try:
            self.backend.close()
        except (OSError, smtplib.SMTPException):
            self.backend.connection = None


def _bare(address: str) -> str:
    return parseaddr(address)[1]
