"""Charts drawn on the server: Altair describes them, vl-convert draws them, page and PDF show the same SVG.

    picture = bar_chart(title=…, desc=…, bars=[Bar("Tıp", 2207), …], head=(_("Bölüm"), _("Mezun")))
    {% include "components/_chart.html" with picture=picture %}

``render`` draws any other Altair chart in the same dress. Never draw in a process that forks later.
"""

from mik.common.charts.bars import Bar, bar_chart
from mik.common.charts.ends import Series
from mik.common.charts.engine import ForkedAfterDrawing
from mik.common.charts.likert import Statement, likert_chart
from mik.common.charts.lines import line_chart
from mik.common.charts.maps import Area, map_chart
from mik.common.charts.pictures import Form, LegendItem, Picture
from mik.common.charts.render import render
from mik.common.charts.stacked import stacked_chart

__all__ = [
    "Area",
    "Bar",
    "ForkedAfterDrawing",
    "Form",
    "LegendItem",
    "Picture",
    "Series",
    "Statement",
    "bar_chart",
    "likert_chart",
    "line_chart",
    "map_chart",
    "render",
    "stacked_chart",
]
