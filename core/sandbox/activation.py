"""The activation link in a browser: three pages, at the end a koppelsleutel, a webhook and a redirect.

The webhook is told after the browser was sent on, so a client can't count on the order of the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse, RedirectResponse, Response

from core.sandbox.couplings import MAX_REFERENCE, Couplings
from core.sandbox.page import choose_page, done_page, login_page, notice_page
from core.sandbox.snelstart import acts

if TYPE_CHECKING:
    from starlette.requests import Request

    from core.sandbox.snelstart.state import SnelStartState

_MAX_FORM = 100_000


class Activation:
    """GET shows the login; POST goes on from what the form holds."""

    def __init__(self, state: SnelStartState, couplings: Couplings) -> None:
        self.state = state
        self.couplings = couplings

    async def show(self, request: Request) -> Response:
        """GET /couplings/activate/{app}?referenceKey=&successUrl="""
        carried = _carried(dict(request.query_params))
        notice = self._notice(carried)
        return _page(notice_page(notice), 400) if notice else _page(login_page(carried))

    async def go_on(self, request: Request) -> Response:
        """POST: from the login to the choice, from the choice to the koppelsleutel."""
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MAX_FORM:
                return _page(notice_page("Het formulier is te groot."), 413)
        form = dict(parse_qsl(body.decode("utf-8", "replace")))
        carried = _carried(form)
        notice = self._notice(carried)
        if notice:
            return _page(notice_page(notice), 400)
        chosen = form.get("administratie")
        if chosen is None:
            return _page(choose_page(carried, self.state.administraties))
        return self._koppel(chosen, carried)

    def _koppel(self, chosen: str, carried: dict[str, str]) -> Response:
        try:
            administratie = self.state.administratie(chosen)
        except KeyError:
            return _page(notice_page("Deze administratie bestaat niet."), 404)
        koppelsleutel = acts.issue_koppelsleutel(self.state, administratie.id)
        task = BackgroundTask(self.couplings.created, koppelsleutel, carried.get("referenceKey", ""))
        success_url = carried.get("successUrl")
        if success_url:
            return RedirectResponse(success_url, status_code=303, background=task)
        shown = None if self.couplings.webhook_url else koppelsleutel
        return HTMLResponse(done_page(administratie.naam, shown), background=task)

    def _notice(self, carried: dict[str, str]) -> str | None:
        reference = carried.get("referenceKey", "")
        if not reference and self.couplings.webhook_url:
            return "De referencekey ontbreekt."
        if len(reference) > MAX_REFERENCE:
            return f"De referencekey is langer dan {MAX_REFERENCE} tekens."
        success_url = carried.get("successUrl", "")
        if success_url and urlsplit(success_url).scheme not in {"http", "https"}:
            return "De successUrl is geen webadres."
        return None


def _carried(values: dict[str, str]) -> dict[str, str]:
    return {name: values[name] for name in ("referenceKey", "successUrl") if values.get(name)}


def _page(html: str, status: int = 200) -> Response:
    return HTMLResponse(html, status_code=status)
