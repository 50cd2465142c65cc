"""Who may what: the addresses of the numbers of graduates."""

from tests.access.expect import OFFICE, VICE_RECTOR, Row, department, public, row

PAGES = ("cut_table", "cut_download", "cut_growth", "cut_growth_download")

NUMBERS: dict[str, Row] = {
    # Everybody reads told numbers; the office and the vice-rector those as they are; a representative the own ones.
    **{f"figures_cut:{name}": public() for name in PAGES},
    **{f"coordinator:{name}": row((*OFFICE, *VICE_RECTOR)) for name in PAGES},
    **{f"representatives:{name}": department() for name in PAGES},
}
