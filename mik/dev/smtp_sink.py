"""The demo's post office: takes every mail and delivers none, each becomes a file in a folder.

``python mik/dev/smtp_sink.py PORT FOLDER`` listens on 127.0.0.1 only. The two X- headers keep the
envelope, which a mail itself does not tell: who bounces are for and who it really went to.
"""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

SIZE_LIMIT = 32 * 1024 * 1024


class Sink:
    """aiosmtpd's handler; the file's name sorts by time of arrival."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.count += 1
        name = f"{time.time_ns()}-{os.getpid()}-{self.count}.eml"
        draft = self.folder / f".{name}"
        headers = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n"
        draft.write_bytes(headers.encode() + bytes(envelope.original_content or b""))
        draft.rename(self.folder / name)
        return "250 OK"


async def serve(port: int, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    sink = Sink(folder)
    factory = lambda: SMTP(sink, data_size_limit=SIZE_LIMIT, enable_SMTPUTF8=True, hostname="localhost")  # noqa: E731  (a factory of one line)
    async with await loop.create_server(factory, host="127.0.0.1", port=port):
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
