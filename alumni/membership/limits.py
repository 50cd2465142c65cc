"""How often a claim may be tried."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from mik.common.limits import DAY, HOUR, MINUTE, Limit

# What one account may send in a day; the draft is kept whatever happens.
SUBMISSIONS = Limit("submit", 5, DAY)
# Anything posted to the claim's pages: a person filling in five steps stays far below.
POSTS = Limit("post", 60, 10 * MINUTE)
# A whole campus may share an address, and a graduation day brings many at once.
POSTS_FROM_ADDRESS = Limit("post-address", 1000, HOUR)
# What the addresses of one record get, however many accounts claim it.
CODES = Limit("code", 3, DAY)
NOTICES = Limit("notice", 5, DAY)
NOTICES_OF_ONE = Limit("notice-of-one", 1, DAY)
# Saying «not me» and opening invitations, from one address: a person does it once.
LINKS_FROM_ADDRESS = Limit("link-address", 300, HOUR)


def may_post(request: HttpRequest) -> bool:
    address = get_adapter().get_client_ip(request)
    return POSTS.allows(request.user.pk) and POSTS_FROM_ADDRESS.allows(address)


def may_use_link(request: HttpRequest) -> bool:
    return LINKS_FROM_ADDRESS.allows(get_adapter().get_client_ip(request))
