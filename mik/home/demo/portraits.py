"""Portraits of nobody: a head and shoulders in flat colours, drawn the same at every run."""

import io

from PIL import Image, ImageDraw

from cards.applications.photos import HEIGHT, WIDTH, clean_photo
from mik.home.demo.names import Chance

GROUNDS = ("#dfe7ee", "#e8e4da", "#d9e6e3", "#e6dfe8", "#e9e9e9")
SKINS = ("#f2d3b8", "#e7bd98", "#d6a27a", "#b98058", "#f0c9a8")
HAIRS = ("#2b2320", "#4a3428", "#6d4c33", "#191b20", "#8a6a4a")
CLOTHES = ("#17406f", "#0e7c86", "#4c5866", "#7a3b46", "#2f5d3a")
FINE = 2  # drawn larger and made smaller, so that edges are smooth


def portrait(chance: Chance, *, long_hair: bool) -> bytes:
    """A photo as the application keeps it."""
    ground, skin, hair, cloth = (chance.choice(colours) for colours in (GROUNDS, SKINS, HAIRS, CLOTHES))
    picture = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ground)
    draw = ImageDraw.Draw(picture)

    def oval(left: float, top: float, right: float, bottom: float, colour: str) -> None:
        draw.ellipse([v * FINE for v in (left, top, right, bottom)], fill=colour)

    if long_hair:
        oval(88, 100, 325, 440, hair)
    oval(10, 390, 403, 700, cloth)
    oval(160, 300, 253, 450, skin)
    oval(112, 120, 301, 365, skin)
    draw.pieslice([v * FINE for v in (102, 92, 311, 300)], 180, 360, fill=hair)
    if long_hair:
        oval(96, 150, 140, 400, hair)
        oval(273, 150, 317, 400, hair)
    target = io.BytesIO()
    picture.save(target, "PNG")
    target.seek(0)
    return clean_photo(target)
