"""What becomes of the engine's SVG: named for screen readers, its colours classed, nothing that the CSP refuses."""

import re
from xml.etree import ElementTree

from mik.common.charts import theme

SVG = "http://www.w3.org/2000/svg"

_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_UNREADABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# An island smaller than the shortest step.
_SPECK = re.compile(r"M[^Ml]*lZ")
_STEP = re.compile(r"([MLZ])(?:(-?[\d.]+),(-?[\d.]+))?")
# In tenths of a pixel.
SHORTEST_STEP = 10
_DROPPED = (
    "class", "style", "role", "aria-roledescription", "aria-hidden", "aria-label", "pointer-events", "opacity",
    "xmlns:xlink", "version",
)  # fmt: skip
_USES_AN_ID = ("clip-path", "fill", "stroke", "mask", "filter")


def readable(text: str) -> str:
    """The text without characters that XML cannot hold, such as control characters from a spreadsheet."""
    return _UNREADABLE.sub("", text)


def dress(svg: str, *, title: str, desc: str, key: str) -> str:
    """``key`` makes every id in the drawing its own on the page."""
    root = ElementTree.fromstring(svg)
    _tidy(root)
    for element in root.iter():
        _dress_element(element, key)
    _name(root, readable(title), readable(desc), key)
    return _written(root)


def _written(root: ElementTree.Element) -> str:
    """Without prefixes. Which prefix a namespace has is kept for the whole process, and other libraries change it."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
    root.set("xmlns", SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _tidy(parent: ElementTree.Element) -> None:
    """Drop the white sheet behind the drawing, invisible paths, and groups that hold nothing."""
    for child in list(parent):
        _tidy(child)
        tag = child.tag.rpartition("}")[2]
        empty_group = tag == "g" and len(child) == 0
        unseen = tag == "path" and child.get("class") in {"background", "foreground"} and not child.get("fill")
        sheet = tag == "rect" and child.get("fill") == "white"
        if empty_group or unseen or sheet:
            parent.remove(child)


def _dress_element(element: ElementTree.Element, key: str) -> None:
    label = element.get("aria-label", "")
    is_mark = element.get("aria-roledescription") == "geoshape"
    for name in _DROPPED:
        element.attrib.pop(name, None)
    classes = [theme.FILLS.get(element.get("fill", "")), theme.STROKES.get(element.get("stroke", ""))]
    if found := " ".join(name for name in classes if name):
        element.set("class", found)
    for name in ("d", "transform", "x", "y", "x2", "y2", "width", "height"):
        if value := element.get(name):
            element.set(name, _LONG_NUMBER.sub(_short, value))
    _own_ids(element, key)
    if is_mark:
        element.set("d", relative(element.get("d", "")))
    if is_mark and label:
        ElementTree.SubElement(element, f"{{{SVG}}}title").text = label


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


def relative(path: str) -> str:
    """The same outline in steps instead of places, without steps too short to be seen: a third as long.

    Knows moves, straight lines and closings, which is all a map is made of.
    """
    found: list[str] = []
    at = start = (0, 0)
    for command, x, y in _STEP.findall(path):
        point = start if command == "Z" else (round(float(x) * 10), round(float(y) * 10))
        step = (point[0] - at[0], point[1] - at[1])
        if command == "M":
            start = at = point
            found.append(f"M{_tenths(point[0])},{_tenths(point[1])}l")
        elif command == "Z":
            found.append("Z")
        elif abs(step[0]) + abs(step[1]) >= SHORTEST_STEP:
            at = point
            found.append(f"{_tenths(step[0])},{_tenths(step[1])} ")
    return _SPECK.sub("", "".join(found).replace(" Z", "Z"))


def _tenths(number: int) -> str:
    whole = f"{number / 10:.1f}".removesuffix(".0")
    return whole.replace("0.", ".", 1) if abs(number) < 10 else whole


def _own_ids(element: ElementTree.Element, key: str) -> None:
    if found := element.get("id"):
        element.set("id", f"{key}-{found}")
    for name in _USES_AN_ID:
        if (value := element.get(name, "")).startswith("url(#"):
            element.set(name, value.replace("url(#", f"url(#{key}-"))


def _name(root: ElementTree.Element, title: str, desc: str, key: str) -> None:
    root.set("class", "chart")
    root.set("role", "img")
    root.set("font-family", theme.FALLBACK)
    root.set("aria-labelledby", f"{key}-t {key}-d" if desc else f"{key}-t")
    for position, (tag, text, mark) in enumerate([("title", title, "t"), ("desc", desc, "d")]):
        if text:
            element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{key}-{mark}"})
            element.text = text
            root.insert(position, element)
