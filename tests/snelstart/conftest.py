import base64
import json
from datetime import UTC, datetime

import pytest
import stamina
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from core.config import Settings
from core.http import Http
from core.snelstart import SnelStart

NOW = datetime(2026, 10, 20, 12, 0, tzinfo=UTC)
ORIGIN = "https://snelstart.test"
KEY = base64.b64encode(b"gebruiker-123:wachtwoord-van-deze-koppeling").decode()
SUBSCRIPTION = "0123456789abcdef0123456789abcdef"


def jwt(scopes):
    payload = base64.urlsafe_b64encode(json.dumps({"scopes": scopes}).encode()).decode().rstrip("=")
    return f"eyJhbGciOiJub25lIn0.{payload}.handtekening"


class Fake:
    """A SnelStart that answers what it is told, in turn, the last for ever; tokens are minted as real ones."""

    def __init__(self):
        self.answers = [JSONResponse([])]
        self.token_answers = []
        self.tokens = []
        self.requests = []
        self.expires_in = 3599

    def app(self):
        methods = ["GET", "POST", "PUT", "DELETE"]
        return Starlette(
            routes=[
                Route("/b2b/token", self.token, methods=["POST"]),
                Route("/{path:path}", self.answer, methods=methods),
            ]
        )

    async def token(self, request):
        self.tokens.append((await request.body()).decode())
        if self.token_answers:
            return self.token_answers.pop(0)
        token = jwt(f"relaties:read n:{len(self.tokens)}")
        return JSONResponse({"access_token": token, "token_type": "bearer", "expires_in": self.expires_in})

    async def answer(self, request):
        body = await request.body()
        self.requests.append(
            (request.method, request.url.path, dict(request.query_params), dict(request.headers), body)
        )
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture(autouse=True)
def _no_waiting():
    with stamina.set_testing(True, attempts=3):
        yield


@pytest.fixture
def fake():
    return Fake()


@pytest.fixture
def make(fake):
    """Make a client of the fake; `now` is a list whose last entry is the time."""

    def build(*, now=None, subscription_key=SUBSCRIPTION, koppelsleutel=KEY, **settings):
        moments = now or [NOW]
        chosen = Settings(
            snelstart_url=f"{ORIGIN}/v2", snelstart_auth_url=f"{ORIGIN}/b2b/token", timeout_seconds=1, **settings
        )
        http = Http(chosen, apps={ORIGIN: fake.app()})
        return SnelStart(
            http, chosen, lambda: moments[-1], subscription_key=subscription_key, koppelsleutel=koppelsleutel
        )

    return build


@pytest.fixture
def snelstart(make):
    return make()
