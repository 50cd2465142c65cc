"""Who may what: the addresses of merging."""

from tests.access.expect import NOT_ALLOWED, Arguments, Row, department, object_of, office

MERGE = object_of("merge")
TWO: Arguments = lambda side: {"a": side.objects["twin"].pk, "b": side.objects["merge"].winner_id}  # noqa: E731

MERGING: dict[str, Row] = {
    "representatives:merge_list": department(),
    "representatives:merge_compare": department(200, 422, args=TWO),
    "representatives:merge_detail": department(args=MERGE),
    "representatives:merge_undo": department(NOT_ALLOWED, 302, args=MERGE),
    "coordinator:merge_list": office(),
    "coordinator:merge_compare": office(200, 422, args=TWO),
    "coordinator:merge_detail": office(args=MERGE),
    "coordinator:merge_undo": office(NOT_ALLOWED, 302, args=MERGE),
}
