"""The pages a browser sees while koppelen: login, *Een enkele administratie koppelen*, choose, *Koppel*.

Promises plain HTML without a script, every foreign text escaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.sandbox.snelstart.state import Administratie

_PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}}
label{{display:block;margin:.5rem 0}}button{{font:inherit;padding:.4rem 1.2rem}}
code{{overflow-wrap:anywhere}}.note{{color:#555}}</style></head>
<body><p class="note">Zandbak: dit is niet SnelStart.</p><h1>{title}</h1>{body}</body></html>
"""


def login_page(hidden: Mapping[str, str]) -> str:
    """Step one: who you are. Anybody may come in."""
    fields = (
        '<label>E-mailadres <input name="email" type="email" value="boekhouder@kantoorlindekade.example"></label>'
        '<label>Wachtwoord <input name="wachtwoord" type="password" value="zandbak"></label>'
    )
    return _form("Login bij SnelStart", hidden, fields, "Inloggen")


def choose_page(hidden: Mapping[str, str], administraties: Iterable[Administratie]) -> str:
    """Step two: which administratie, and the button that makes the koppelsleutel."""
    choices = "".join(
        f'<label><input type="radio" name="administratie" value="{escape(administratie.id)}" required> '
        f"{escape(administratie.naam)} · boekjaar {administratie.company_info['huidigBoekjaar']}</label>"
        for administratie in administraties
    )
    return _form("Een enkele administratie koppelen", hidden, choices, "Koppel")


def done_page(naam: str, koppelsleutel: str | None) -> str:
    """Step three, where no successUrl was given. The key is shown only to an app without a webhook."""
    shown = f"<p>Uw koppelsleutel:</p><p><code>{escape(koppelsleutel)}</code></p>" if koppelsleutel else ""
    return _PAGE.format(title="De koppeling is ingesteld", body=f"<p>{escape(naam)} is gekoppeld.</p>{shown}")


def notice_page(text: str) -> str:
    """What went wrong, in a sentence."""
    return _PAGE.format(title="Koppelen kan niet", body=f"<p>{escape(text)}</p>")


def _form(title: str, hidden: Mapping[str, str], fields: str, button: str) -> str:
    carried = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in hidden.items()
    )
    return _PAGE.format(title=title, body=f'<form method="post">{carried}{fields}<button>{button}</button></form>')
