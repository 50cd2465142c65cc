"""Stand-ins of an OpenID Connect server and of the gate of e-Government, on this machine, run by the tests.

They keep the rules of the real ones: a code is good once, for the client it was given to, with its secret and its
redirect address (and the PKCE verifier where a challenge was sent). ``said`` changes what the next token says, so that
a test can be an impostor.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "mezun", "cok-gizli"
# One key for the whole session: making one takes a noticeable time.
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public_keys() -> dict[str, Any]:
    key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
    return {"keys": [key | {"kid": "bir", "use": "sig", "alg": "RS256"}]}


@dataclass
class StandIn:
    """A server and what it shall say; ``asked`` keeps the last request of each address."""

    url: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = KEY
    algorithm: str = "RS256"
    issuer: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def approve(self, location: str) -> dict[str, str]:
        """What a person's consent at ``location`` sends back: code and state, as the parameters of the callback."""
        asked = dict(parse_qsl(urlsplit(location).query))
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        code = secrets.token_hex(8)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form["redirect_uri"] != asked["redirect_uri"] or form.get("client_secret") != SECRET:
            return None
        if challenge := asked.get("code_challenge"):
            digest = hashlib.sha256(form["code_verifier"].encode()).digest()
            assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
        answer: dict[str, Any] = {"access_token": "gecici", "token_type": "Bearer", "expires_in": 300}
        if "nonce" in asked or "openid" in asked.get("scope", ""):
            answer["id_token"] = self.id_token(asked)
        return answer

    def id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "sub": "kisi-1", "iat": now, "exp": now + 300}
        claims |= {"nonce": asked["nonce"]} if "nonce" in asked else {}
        claims |= {"email": "ogretim.uyesi@ktu.example", "email_verified": True} | self.said
        kept = {key: value for key, value in claims.items() if value is not None}
        return jwt.encode(kept, self.key if self.algorithm == "RS256" else "x" * 32, self.algorithm, {"kid": "bir"})


def handler_of(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            """Silent."""

        def answer(self, body: Any, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            stand_in.asked[path] = dict(self.headers.items())
            url = stand_in.url
            pages = {
                "/.well-known/openid-configuration": {
                    "issuer": stand_in.issuer or url,
                    "authorization_endpoint": f"{url}/authorize",
                    "token_endpoint": f"{url}/token",
                    "userinfo_endpoint": f"{url}/userinfo",
                    "jwks_uri": f"{url}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                },
                "/keys": public_keys(),
                "/userinfo": stand_in.userinfo,
            }
            self.answer(pages.get(path, {}), 200 if path in pages else 404)

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            form = {key: values[0] for key, values in parse_qs(self.rfile.read(length).decode()).items()}
            stand_in.asked[urlsplit(self.path).path] = form
            if self.path.startswith("/identity"):
                return self.answer(stand_in.person)
            token = stand_in.token(form)
            return self.answer(token or {"error": "invalid_grant"}, 200 if token else 400)

    return Handler


@contextmanager
def running() -> Iterator[StandIn]:
    stand_in = StandIn()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(stand_in))
    server.daemon_threads = True
    stand_in.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()


def query(answer: dict[str, str]) -> str:
    return "?" + urlencode(answer)
