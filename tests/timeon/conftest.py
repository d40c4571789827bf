import json
from datetime import UTC, datetime

import pytest
import stamina
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from core.config import Settings
from core.http import Http
from core.timeon import TimeOn

NOW = datetime(2026, 10, 20, 12, 0, tzinfo=UTC)
ORIGIN = "https://timeon.test"
KEY = "sleutel-van-time-on-1234"


def fine(result):
    return JSONResponse({"success": True, "message": None, "resultObject": result})


def refused(message):
    return JSONResponse({"success": False, "message": message, "resultObject": None})


class Fake:
    """A Time On that answers what it is told, in turn, the last for ever; or what `respond` makes of a request."""

    def __init__(self):
        self.answers = [fine([])]
        self.respond = None
        self.token_answers = []
        self.tokens = []
        self.requests = []

    def app(self):
        return Starlette(
            routes=[
                Route("/token", self.token, methods=["POST"]),
                Route("/{path:path}", self.answer, methods=["GET", "POST"]),
            ]
        )

    async def token(self, request):
        self.tokens.append((dict(request.query_params), dict(request.headers), await request.body()))
        if self.token_answers:
            return self.token_answers.pop(0)
        return JSONResponse(
            {
                "success": True,
                "access_token": f"bearer-{len(self.tokens)}-abcdef",
                "expires_in": 14400,
                "refresh_token": None,
                "errorMessage": None,
            }
        )

    async def answer(self, request):
        body = await request.body()
        asked = json.loads(body) if body else None
        self.requests.append((request.method, request.url.path, asked, dict(request.headers)))
        if self.respond is not None:
            return self.respond(asked)
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
    def build(*, now=None, api_key=KEY, **settings):
        moments = now or [NOW]
        chosen = Settings(timeon_url=ORIGIN, timeout_seconds=1, **settings)
        return TimeOn(Http(chosen, apps={ORIGIN: fake.app()}), chosen, lambda: moments[-1], api_key=api_key)

    return build


@pytest.fixture
def timeon(make):
    return make()
