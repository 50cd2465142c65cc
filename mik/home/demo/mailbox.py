"""Reading what the demo's post office kept: one .eml file for each mail."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.utils import timezone

LIMIT = 200
# What the sink names its files; nothing else is opened.
_NAME = re.compile(r"[A-Za-z0-9_-]+\.eml")


@dataclass(frozen=True)
class Mail:
    name: str
    at: datetime
    sender: str
    to: str
    subject: str
    headers: list[tuple[str, str]]
    text: str
    html: str


def _folder() -> Path | None:
    return Path(settings.MAIL_DIR) if settings.MAIL_DIR else None


def mails() -> Iterator[Mail]:
    """Newest first, the last few hundred."""
    folder = _folder()
    if folder is None or not folder.is_dir():
        return
    files = [path for path in folder.iterdir() if _is_mail(path)]
    for path in sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)[:LIMIT]:
        yield _read(path)


def find_mail(name: str) -> Mail | None:
    """The mail of this file name, or None; a name that is more than a name finds nothing."""
    folder = _folder()
    # Asked of the name before it becomes a path.
    if folder is None or not _NAME.fullmatch(name):
        return None
    return _read(folder / name) if _is_mail(folder / name) else None


def _is_mail(path: Path) -> bool:
    return bool(_NAME.fullmatch(path.name)) and path.is_file() and not path.is_symlink()


def _read(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return Mail(
        name=path.name,
        at=datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone()),
        sender=str(message.get("From", "")),
        to=str(message.get("X-Envelope-To", message.get("To", ""))),
        subject=str(message.get("Subject", "")),
        headers=[(key, str(value)) for key, value in message.items()],
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    charset = part.get_content_charset("utf-8")
    content = part.get_payload(decode=True)
    return content.decode(charset, "replace") if isinstance(content, bytes) else ""
