"""Who may what: lists that leave the house, hand-overs, saved segments."""

from tests.access.expect import NOT_ALLOWED, Row, department, object_of, office

OWN, SHARED = object_of("segment"), object_of("office_segment")

EXCHANGE: dict[str, Row] = {
    # Nothing ticked leads back to the list.
    "representatives:graduate_export": department(200, 302),
    "representatives:export_list": department(),
    "representatives:handover": department(200, 422),
    "representatives:segment_list": department(),
    "representatives:segment_add": department(200, 200),
    "representatives:segment_edit": department(200, 422, args=OWN),
    "representatives:segment_open": department(302, args=OWN),
    "representatives:segment_count": department(NOT_ALLOWED, 302, args=OWN),
    "representatives:segment_delete": department(200, 302, args=OWN),
    "coordinator:graduate_export": office(200, 302),
    "coordinator:export_list": office(),
    "coordinator:handover": office(200, 422),
    "coordinator:segment_list": office(),
    "coordinator:segment_add": office(200, 200),
    # Its owner is in no office any more, so whoever shares the desk may take it over.
    "coordinator:segment_edit": office(200, 422, args=SHARED),
    "coordinator:segment_open": office(302, args=SHARED),
    "coordinator:segment_count": office(NOT_ALLOWED, 302, args=SHARED),
    "coordinator:segment_delete": office(200, 302, args=SHARED),
}
