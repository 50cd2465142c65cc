"""One dress for all charts: literal colours, which PDFs need, that stand for classes, which pages recolour.

``static/css/charts.css`` holds the same classes for both modes. Each colour below is unlike every other, if only by a
hair, because the class is found by the colour.
"""

from typing import Any

VERSION = "1"
FAMILY = "Public Sans"
FALLBACK = f"'{FAMILY}','Public Sans Variable','DejaVu Sans',sans-serif"

INK = "#14202e"
MUTED = "#526173"
GRID = "#dfe5ec"
AXIS = "#526174"
TRACK = "#eef2f6"
PAPER = "#ffffff"
SERIES = ("#17477e", "#0b6b75")
LIKERT = ("#b0532a", "#e3b189", "#d9dfe6", "#7fb9c4", "#0d6b76")
ON_DARK_BAD, ON_LIGHT, ON_DARK_GOOD = "#fffffe", "#14202f", "#fffffd"
LIKERT_INK = (ON_DARK_BAD, ON_LIGHT, ON_LIGHT, ON_LIGHT, ON_DARK_GOOD)
MAP = ("#e4ebf1", "#c3dbe2", "#8fc0cb", "#4f9cab", "#1d7582", "#0b4a5e")
NO_DATA, NO_DATA_BORDER = "#fffffb", "#b9c3ce"
BORDER = "#fffffc"

FILLS = {
    INK: "c-ink",
    MUTED: "c-muted",
    TRACK: "c-track",
    NO_DATA: "c-none",
    SERIES[0]: "c-1",
    SERIES[1]: "c-2",
    ON_DARK_BAD: "c-l1t",
    ON_LIGHT: "c-l3t",
    ON_DARK_GOOD: "c-l5t",
    **{colour: f"c-l{number}" for number, colour in enumerate(LIKERT, 1)},
    **{colour: f"c-m{number}" for number, colour in enumerate(MAP)},
}
STROKES = {
    GRID: "c-grid",
    AXIS: "c-axis",
    PAPER: "c-dot",
    BORDER: "c-prov",
    NO_DATA_BORDER: "c-prov-none",
    SERIES[0]: "c-1s",
    SERIES[1]: "c-2s",
}

NUMBERS = {
    "tr": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₺"], "percent": "%"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["₺", ""]},
}
_DAYS = {
    "tr": ["Pazar", "Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi"],
    "en": ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
}
_MONTHS = {
    "tr": [
        "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran",
        "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık",
    ],
    "en": [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ],
}  # fmt: skip
_TIMES = {
    "tr": {"dateTime": "%e %B %Y %H.%M", "date": "%d.%m.%Y", "time": "%H.%M", "periods": ["öö", "ös"]},
    "en": {"dateTime": "%e %B %Y %H:%M", "date": "%d/%m/%Y", "time": "%H:%M", "periods": ["am", "pm"]},
}


def times(language: str) -> dict[str, Any]:
    return {
        **_TIMES[language],
        "days": _DAYS[language],
        "shortDays": [day[:3] for day in _DAYS[language]],
        "months": _MONTHS[language],
        "shortMonths": [month[:3] for month in _MONTHS[language]],
    }


def config(language: str) -> dict[str, Any]:
    """The theme as a Vega-Lite config; what a chart says itself wins."""
    return {
        "locale": {"number": NUMBERS[language], "time": times(language)},
        "background": None,
        "font": FAMILY,
        "lineBreak": "\n",
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            "domain": False,
            "ticks": False,
            "grid": False,
            "labelColor": MUTED,
            "labelFontSize": 12,
            "labelPadding": 10,
            "titleColor": MUTED,
            "titleFontSize": 12,
            "titleFontWeight": 400,
        },
        "axisY": {"grid": True, "gridColor": GRID},
        "axisX": {"labelAngle": 0},
        "legend": {
            "labelColor": MUTED, "labelFontSize": 12, "titleColor": MUTED, "titleFontSize": 12, "titleFontWeight": 600,
            "orient": "top", "symbolType": "square", "symbolStrokeWidth": 0,
        },
        "bar": {"fill": SERIES[0], "color": SERIES[0]},
        "line": {"color": SERIES[0], "strokeWidth": 2.5, "strokeCap": "round", "strokeJoin": "round"},
        "text": {"color": INK, "fontSize": 13},
        "range": {"category": [*SERIES, *LIKERT], "ordinal": list(MAP), "ramp": list(MAP)},
    }  # fmt: skip
