"""Who may what: the addresses of cards."""

from tests.access.expect import HEADS, MEMBERS, NOT_ALLOWED, Arguments, Row, member, object_of, public, row

CARD = object_of("card")
BATCH = object_of("card_batch")
PHOTO: Arguments = lambda side: {"pk": side.objects["card"].photo_id}  # noqa: E731  (as short as its neighbours)


def desk(get: int = 200, post: int = NOT_ALLOWED, *, args: Arguments | None = None) -> Row:
    """The desk of cards: the heads of the office, and staff with the duty (tests/cards/test_desk.py)."""
    return row(HEADS, get, post, args=args) if args else row(HEADS, get, post)


CARDS: dict[str, Row] = {
    "verify:form": public(),
    "verify:token": row(public().who, args=lambda side: {"text": side.objects["card_token"]}),
    "cards:card": member(),
    # Every member here has a card, so there is nothing to apply for or to take back.
    "cards:apply": row(MEMBERS, 302, 302, rest=(302, 404)),
    "cards:withdraw": row(MEMBERS, 302, 302, rest=(302, 404)),
    "cards:lost": member(200, 302),
    "cards:pdf": member(),
    "cards:photo": row(("alumna", *HEADS), args=PHOTO, other=("other_alumna", *HEADS)),
    "coordinator:card_list": desk(),
    "coordinator:card_export": desk(NOT_ALLOWED, 200),
    "coordinator:card_bulk": desk(NOT_ALLOWED, 400),
    "coordinator:card_application": desk(200, 302, args=object_of("card_application")),
    "coordinator:card_detail": desk(args=CARD),
    "coordinator:card_pdf": desk(args=CARD),
    "coordinator:card_lost": desk(200, 302, args=CARD),
    "coordinator:card_replace": desk(200, 302, args=CARD),
    "coordinator:card_revoke": desk(200, 422, args=CARD),
    "coordinator:card_batch_list": desk(),
    "coordinator:card_batch": desk(args=BATCH),
    "coordinator:card_batch_move": desk(NOT_ALLOWED, 302, args=BATCH),
    "coordinator:card_batch_remove": desk(200, 302, args=BATCH),
    "coordinator:card_batch_file": desk(404, args=lambda side: {"pk": side.objects["card_batch"].pk, "kind": "pdf"}),
}
