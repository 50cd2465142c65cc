"""Short words for writing a questionnaire down: every text in Turkish and English."""

from collections.abc import Iterable, Sequence
from typing import Any

Content = dict[str, Any]
Option = tuple[str, str, str]  # code, Turkish, English

AGREEMENT: Sequence[Option] = (
    ("1", "Kesinlikle katılmıyorum", "Strongly disagree"),
    ("2", "Katılmıyorum", "Disagree"),
    ("3", "Kararsızım", "Neither"),
    ("4", "Katılıyorum", "Agree"),
    ("5", "Kesinlikle katılıyorum", "Strongly agree"),
)
CONTENTMENT: Sequence[Option] = (
    ("1", "Hiç memnun değilim", "Very dissatisfied"),
    ("2", "Memnun değilim", "Dissatisfied"),
    ("3", "Ne memnunum ne değilim", "Neither"),
    ("4", "Memnunum", "Satisfied"),
    ("5", "Çok memnunum", "Very satisfied"),
)
SEVEN: Sequence[Option] = (
    ("1", "1 (çok düşük)", "1 (very low)"),
    *((str(step), str(step), str(step)) for step in range(2, 7)),
    ("7", "7 (çok yüksek)", "7 (very high)"),
)
YES_NO: Sequence[Option] = (("yes", "Evet", "Yes"), ("no", "Hayır", "No"))


def both(tr: str, en: str) -> dict[str, str]:
    return {"tr": tr, "en": en}


def coded(options: Iterable[Option]) -> list[Content]:
    return [{"code": code, "text": both(tr, en)} for code, tr, en in options]


def aside(tr: str, en: str) -> Content:
    """An option that stands apart from the scale and does not count as an answer to it."""
    return {"code": "na", "text": both(tr, en), "aside": True}


def page(tr: str, en: str, *questions: Content) -> Content:
    return {"title": both(tr, en), "questions": list(questions)}


def question(kind: str, code: str, tr: str, en: str, **more: Any) -> Content:
    """``more``: required, help, options, rows, min, max, unit, decimals, condition; what is empty is left out."""
    return {"code": code, "type": kind, "text": both(tr, en), **{key: value for key, value in more.items() if value}}


def single(code: str, tr: str, en: str, options: Iterable[Option], **more: Any) -> Content:
    return question("single", code, tr, en, options=coded(options), **more)


def multiple(code: str, tr: str, en: str, options: Iterable[Option], **more: Any) -> Content:
    return question("multiple", code, tr, en, options=coded(options), **more)


def matrix(
    code: str,
    tr: str,
    en: str,
    rows: Iterable[Option],
    options: Iterable[Option] = AGREEMENT,
    apart: Sequence[Content] = (),
    **more: Any,
) -> Content:
    return question("matrix", code, tr, en, rows=coded(rows), options=[*coded(options), *apart], **more)


def when(code: str, *options: str) -> Content:
    """Asked only of those who chose one of the options of an earlier question."""
    return {"question": code, "in": list(options)}
