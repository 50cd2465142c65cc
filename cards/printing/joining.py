"""Pieces of PDF into one, read one at a time: as much memory for a thousand cards as for twenty.

Each piece is what WeasyPrint writes: objects in the file and in object streams, found by a cross-reference stream
(ISO 32000-1, 7.5.7 and 7.5.8). Its page tree becomes a branch of the whole; its catalogue and info are left behind.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator

_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_OBJECT = re.compile(rb"\d+ 0 obj\s*")
_PAGES = re.compile(rb"/Type\s*/Pages\b")
_LEFT_BEHIND = re.compile(rb"/Type\s*/(Catalog|XRef|ObjStm)\b")
HEADER = b"%PDF-1.7\n%\xf0\x9f\x8e\x93\n"


class BrokenPiece(ValueError):
    """A piece that is not a PDF of our making."""


class JoinedPdf:
    """The whole, in chunks, for ``store_file``. ``pieces`` are (PDF, number of pages)."""

    def __init__(self, pieces: Iterable[tuple[bytes, int]], *, title: str) -> None:
        self._pieces, self._title = pieces, title
        self._offsets: list[int] = []
        self._at = 0

    def chunks(self, _size: int = 0) -> Iterator[bytes]:
        yield self._count(HEADER)
        # The root of the pages is object 1; its branches are known at the end.
        self._offsets = [0]
        branches, pages, digest = [], 0, hashlib.sha256()
        for piece, number in self._pieces:
            digest.update(hashlib.sha256(piece).digest())
            branch, objects = _renumbered(piece, first=len(self._offsets) + 1)
            for body in objects:
                yield self._object(body)
            branches.append(branch)
            pages += number
        yield from self._end(branches, pages, digest.hexdigest()[:32].encode())

    def _object(self, body: bytes) -> bytes:
        self._offsets.append(self._at)
        return self._count(b"%d 0 obj\n%s\nendobj\n" % (len(self._offsets), body))

    def _count(self, text: bytes) -> bytes:
        self._at += len(text)
        return text

    def _end(self, branches: list[int], pages: int, name: bytes) -> Iterator[bytes]:
        kids = b" ".join(b"%d 0 R" % branch for branch in branches)
        self._offsets[0] = self._at
        yield self._count(b"1 0 obj\n<</Type /Pages /Count %d /Kids [%s]>>\nendobj\n" % (pages, kids))
        yield self._object(b"<</Type /Catalog /Pages 1 0 R /Lang (tr)>>")
        title = ("\ufeff" + self._title).encode("utf-16-be").hex().encode()
        yield self._object(b"<</Title <%s>>>" % title)
        size, start = len(self._offsets) + 1, self._at
        yield b"xref\n0 %d\n0000000000 65535 f \n" % size
        yield b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets)
        yield b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n" % (
            size, size - 2, size - 1, name, name, start,
        )  # fmt: skip


def _renumbered(piece: bytes, *, first: int) -> tuple[int, list[bytes]]:
    """The objects of a piece numbered from ``first``, and the number of its page tree."""
    objects = {number: body for number, body in _objects(piece) if not _LEFT_BEHIND.search(_dictionary(body))}
    places = {number: first + place for place, number in enumerate(objects)}
    trees = [number for number, body in objects.items() if _PAGES.search(_dictionary(body))]
    if len(trees) != 1:
        raise BrokenPiece("not one page tree")

    def moved(body: bytes) -> bytes:
        head = _dictionary(body)
        return _REFERENCE.sub(lambda m: b"%d 0 R" % places.get(int(m[1]), 0), head) + body[len(head) :]

    bodies = {number: moved(body) for number, body in objects.items()}
    tree = trees[0]
    bodies[tree] = bodies[tree].replace(b"<<", b"<</Parent 1 0 R ", 1)
    return places[tree], list(bodies.values())


def _dictionary(body: bytes) -> bytes:
    """What stands before the content of a stream: only there are references."""
    end = body.find(b"stream\n")
    return body if end < 0 else body[:end]


def _objects(piece: bytes) -> Iterator[tuple[int, bytes]]:
    for number, (kind, second, third) in enumerate(_cross_references(piece)):
        if kind == 1:
            yield number, _object_at(piece, second)
        elif kind == 2 and third == 0:
            # The first of an object stream stands for all of it.
            yield from _unpacked(_object_at(piece, _offset_of(piece, second)))


def _offset_of(piece: bytes, number: int) -> int:
    return _cross_references(piece)[number][1]


def _cross_references(piece: bytes) -> list[tuple[int, int, int]]:
    found = _START.search(piece)
    if not found:
        raise BrokenPiece("no end")
    body = _object_at(piece, int(found[1]))
    widths = re.search(rb"/W\s*\[(\d+) (\d+) (\d+)\]", body)
    if not widths or b"/Type /XRef" not in body:
        raise BrokenPiece("no cross-reference stream")
    a, b, c = (int(width) for width in widths.groups())
    rows = _content(body)
    return [
        (
            int.from_bytes(rows[at : at + a], "big"),
            int.from_bytes(rows[at + a : at + a + b], "big"),
            int.from_bytes(rows[at + a + b : at + a + b + c], "big"),
        )
        for at in range(0, len(rows), a + b + c)
    ]


def _object_at(piece: bytes, offset: int) -> bytes:
    start = _OBJECT.match(piece, offset)
    if not start:
        raise BrokenPiece("no object")
    head = piece[start.end() : piece.index(b"endobj", start.end())]
    length = re.search(rb"/Length (\d+)", _dictionary(head))
    if b"stream\n" not in head or not length:
        return head.rstrip()
    content = start.end() + head.index(b"stream\n") + len(b"stream\n")
    return piece[start.end() : content + int(length[1])] + b"\nendstream"


def _content(body: bytes) -> bytes:
    start = body.index(b"stream\n") + len(b"stream\n")
    raw = body[start : -len(b"\nendstream")]
    return zlib.decompress(raw) if b"/FlateDecode" in _dictionary(body) else raw


def _unpacked(stream: bytes) -> Iterator[tuple[int, bytes]]:
    first = re.search(rb"/First (\d+)", stream)
    if not first:
        raise BrokenPiece("no object stream")
    text, start = _content(stream), int(first[1])
    numbers = [int(number) for number in text[:start].split()]
    ends = [*numbers[3::2], len(text) - start]
    for number, begin, end in zip(numbers[::2], numbers[1::2], ends, strict=True):
        yield number, text[start + begin : start + end].strip()
