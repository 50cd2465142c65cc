"""Make the static fonts that charts and PDFs are drawn with, from the variable web fonts of the pages.

The drawing engine ignores woff2 and variable fonts without a word, so each weight is cut out of both subsets (latin
holds ı, latin-ext holds ğ, ş and İ) and the two are merged: ``python -m mik.dev.make_fonts``.
"""

from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "static" / "vendor" / "public-sans"
TARGET = ROOT / "mik" / "common" / "fonts"
SUBSETS = ("latin", "latin-ext")
WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
FAMILY = "Public Sans"
TURKISH = "çğıöşüÇĞİÖŞÜâîûÂÎÛ₺"


def instance(subset: str, weight: int) -> BytesIO:
    """One weight of one subset as a plain TrueType file."""
    font = TTFont(SOURCES / f"public-sans-{subset}-wght-normal.woff2")
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.flavor = None
    plain = BytesIO()
    font.save(plain)
    plain.seek(0)
    return plain


def name(font: TTFont, weight: int) -> None:
    """One family with three weights: chosen by family and weight, as everywhere else."""
    style = WEIGHTS[weight]
    texts = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"PublicSans-{style}", 16: FAMILY, 17: style}
    for number, text in texts.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def make(weight: int, target: Path) -> Path:
    font = Merger().merge([instance(subset, weight) for subset in SUBSETS])
    name(font, weight)
    missing = [sign for sign in TURKISH if ord(sign) not in font.getBestCmap()]
    if missing:
        raise SystemExit(f"{weight}: no glyph for {' '.join(missing)}")
    path = target / f"PublicSans-{weight}.ttf"
    font.save(path)
    return path


if __name__ == "__main__":
    for each in WEIGHTS:
        make(each, TARGET)
