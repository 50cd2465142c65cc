"""Markdown that people write: to clean HTML, to readable plain text, and with {placeholders} filled in.

What comes out of ``to_html`` holds no HTML of the writer's own, no picture and no address but http, https and mailto.
``fill`` works on what was rendered once, so that a letter to thousands is parsed once and no value is ever parsed.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

SCHEMES = ("http://", "https://", "mailto:")
TAGS = {
    "p", "br", "strong", "em", "a", "ul", "ol", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "code", "pre", "hr",
}  # fmt: skip
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
_PLACEHOLDER = re.compile(r"\{([^{}\n]{1,60})\}")
# An address typed as it is; what ends a sentence or a bracket around it does not belong to it.
_ADDRESS = re.compile(r"https?://[^\s<>\"{}]+[^\s<>\"{}.,;:!?)\]'’”]")


def to_html(text: str) -> SafeString:
    """Clean HTML; the highest heading is h2, since the page has its own h1."""
    parser = _parser()
    html = parser.renderer.render(_tokens(text), parser.options, {})
    # nh3 lets nothing through but the tags and attributes named above.
    return mark_safe(
        nh3.clean(
            html, tags=TAGS, attributes=ATTRIBUTES, link_rel="noopener", url_schemes={"http", "https", "mailto"}
        ).strip()
    )


def to_text(text: str) -> str:
    """The same for plain mails: paragraphs, lists with dashes or numbers, addresses behind their words."""
    return re.sub(r"\n{3,}", "\n\n", "".join(_plain(_tokens(text)))).strip()


def placeholders_in(text: str) -> set[str]:
    """What stands in braces, known or not."""
    return {name.strip() for name in _PLACEHOLDER.findall(text)}


def fill(text: str, values: Mapping[str, str], *, escape: Callable[[str], str] | None = None) -> str:
    """Put values for {names}, each through ``escape`` (None: for plain text); unknown names stay."""

    def value(found: "re.Match[str]") -> str:
        name = found[1].strip()
        if name not in values:
            return found[0]
        return escape(values[name]) if escape else values[name]

    return _PLACEHOLDER.sub(value, text)


# --- Parsing --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image")


def _tokens(text: str) -> list[Token]:
    tokens = _parser().parse(text)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
        if token.children:
            token.children = list(_linked(_without_dead_links(token.children)))
    return tokens


def _without_dead_links(tokens: Sequence[Token]) -> Iterator[Token]:
    """A link to anything but the open web loses the link and keeps its words."""
    dropping = False
    for token in tokens:
        if token.type == "link_open":
            dropping = not str(token.attrs.get("href", "")).lower().startswith(SCHEMES)
        if dropping and token.type in ("link_open", "link_close"):
            dropping = token.type == "link_open"
            continue
        yield token


def _linked(tokens: Iterator[Token]) -> Iterator[Token]:
    """Addresses typed without any mark become links."""
    inside = False
    for token in tokens:
        inside = token.type == "link_open" or (inside and token.type != "link_close")
        if token.type == "text" and not inside:
            yield from _split(token.content)
        else:
            yield token


def _split(text: str) -> Iterator[Token]:
    end = 0
    for found in _ADDRESS.finditer(text):
        yield _word(text[end : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": _parser().normalizeLink(found[0])})
        yield _word(found[0])
        yield Token("link_close", "a", -1)
        end = found.end()
    yield _word(text[end:])


def _word(text: str) -> Token:
    return Token("text", "", 0, content=text)


# --- Plain text -----------------------------------------------------------------------------------


def _plain(tokens: Sequence[Token]) -> Iterator[str]:
    lists: list[int | None] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            lists.append(int(token.attrs.get("start", 1)))
        elif token.type == "bullet_list_open":
            lists.append(None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
            yield "" if lists else "\n"
        elif token.type == "list_item_open":
            yield "  " * (len(lists) - 1) + _mark(lists)
        elif token.type == "hr":
            yield "---\n\n"
        elif token.type in ("fence", "code_block"):
            yield f"{token.content}\n"
        elif token.type == "inline":
            yield _inline(token.children or ()) + ("\n" if lists else "\n\n")


def _mark(lists: "list[int | None]") -> str:
    number = lists[-1]
    if number is None:
        return "- "
    lists[-1] = number + 1
    return f"{number}. "


def _inline(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    href, words = "", 0
    for token in tokens:
        if token.type == "link_open":
            href, words = str(token.attrs["href"]), len(parts)
        elif token.type == "link_close":
            shown = "".join(parts[words:])
            parts += [] if href in (shown, f"mailto:{shown}") else [f" ({href.removeprefix('mailto:')})"]
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        else:
            parts.append(token.content)
    return "".join(parts)
