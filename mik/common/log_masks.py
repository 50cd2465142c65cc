"""Personal links never reach a log: whoever reads one could answer, leave or verify in somebody's name.

The token is the path's segment behind
one of these prefixes; what is shorter than a token stays, so that ordinary addresses remain readable.
"""

import logging
import re

# Rooms whose addresses hold a secret: surveys, leaving a list, checking a card, the sign-in's own keys, answering a
# message, joining, confirming a contact or a record from a mail.
_SLASH = r"(?:/|%2[Ff])"
_ROOMS = "anket|e-posta|dogrula|hesap|katil|mesajlar|eposta-onay|hatirlatma"
SECRET = re.compile(rf"({_SLASH}(?:{_ROOMS}){_SLASH}(?:[a-z-]+{_SLASH})*)[A-Za-z0-9_:.=~-]{{20,}}", re.ASCII)
MASK = r"\1…"


def masked(text: str) -> str:
    return SECRET.sub(MASK, text)


class MaskTokens(logging.Filter):
    """Rewrites what is about to be written: message, and the arguments that make it up."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        clean = masked(message)
        if clean != message:
            record.msg, record.args = clean, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = masked(record.exc_text)
        return True
