"""What a person does in SnelStart itself: acts over the state that no API call can do.

Promises the same records that the real program would leave behind. An unknown id is a KeyError, an act that the
program would refuse an ActError with a sentence for a page.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.sandbox.snelstart.book import Book
from core.sandbox.snelstart.koppelsleutels import issue_koppelsleutel, regenerate, revoke
from core.sandbox.snelstart.limits import PRODUCTS
from core.sandbox.snelstart.references import link, linked
from core.sandbox.snelstart.rules.verkooporders import recompute
from core.sandbox.snelstart.totals import order_totals

if TYPE_CHECKING:
    from core.sandbox.snelstart.state import Administratie, Record, SnelStartState

__all__ = [
    "ActError",
    "add_relatie",
    "book_payment",
    "delete_order",
    "edit_order",
    "edit_relatie",
    "invoice_order",
    "issue_koppelsleutel",
    "lock_period",
    "regenerate",
    "revoke",
    "set_product",
    "set_sjablonen",
    "totals",
]

DEFAULT_TERM = 14
"""Days until an invoice is due where neither order nor klant says it."""


class ActError(ValueError):
    """The program refuses the act; `str()` says why, in Dutch."""


def _book(state: SnelStartState, administratie_id: str) -> Book:
    return Book(state, state.administratie(administratie_id))


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"


def invoice_order(state: SnelStartState, administratie_id: str, order_id: str, *, day: date | None = None) -> Record:
    """Makes the verkoopboeking and the verkoopfactuur of an order and gives back the factuur."""
    book = _book(state, administratie_id)
    order = book.administratie.table("verkooporders")[order_id]
    if linked(order.get("verkoopfactuur")):
        raise ActError("Deze verkooporder is al gefactureerd.")
    when = day or book.today()
    if book.administratie.locked_until is not None and when <= book.administratie.locked_until:
        raise ActError("De factuurdatum ligt in een geblokkeerde periode.")
    klant = book.follow("relaties", order["relatie"]) or {}
    term = next(
        (each for each in (order.get("krediettermijn"), klant.get("krediettermijn")) if each is not None), DEFAULT_TERM
    )
    number = _free_number(book)
    boeking = book.store("verkoopboekingen", _boeking(book, order, number, when, term))
    factuur = book.store(
        "verkoopfacturen",
        {
            "id": book.new_id(),
            "verkoopBoeking": link("verkoopboekingen", boeking["id"]),
            "openstaandSaldo": order["totaalInclusiefBtw"],
            "factuurnummer": number,
            "vervalDatum": _midnight(when + timedelta(days=term)),
            "relatie": order["relatie"],
            "factuurDatum": _midnight(when),
            "factuurBedrag": order["totaalInclusiefBtw"],
            "verkoopOrders": [link("verkooporders", order_id)],
        },
    )
    book.change("verkooporders", order, verkoopfactuur=link("verkoopfacturen", factuur["id"]), procesStatus="Factuur")
    return factuur


def _free_number(book: Book) -> str:
    """The next factuurnummer that no boeking has: a caller of the API chooses its own."""
    taken = {row.get("factuurnummer") for row in book.rows("verkoopfacturen")}
    while True:
        number = str(book.next_number("volgendFactuurnummer"))
        if number not in taken:
            return number


def _boeking(book: Book, order: Record, number: str, when: date, term: int) -> Record:
    groups = order_totals(book, order).groups
    return {
        "id": book.new_id(),
        "boekstuk": number,
        "gewijzigdDoorAccountant": False,
        "markering": False,
        "factuurdatum": _midnight(when),
        "factuurnummer": number,
        "klant": order["relatie"],
        "omschrijving": order.get("omschrijving"),
        "factuurbedrag": order["totaalInclusiefBtw"],
        "betalingstermijn": term,
        "boekingsregels": [
            {
                "omschrijving": order.get("omschrijving"),
                "grootboek": group.grootboek,
                "kostenplaats": order.get("kostenplaats"),
                "bedrag": group.netto,
                "btwSoort": group.btw_soort,
            }
            for group in groups
        ],
        "btw": [
            {"btwSoort": f"Verkopen{group.btw_soort}", "btwBedrag": group.btw} for group in groups if group.percentage
        ],
        "documents": [],
    }


def book_payment(
    state: SnelStartState, administratie_id: str, factuur_id: str, amount: Decimal | None = None
) -> Record:
    """Takes a payment in euros, or the whole saldo, off a verkoopfactuur; modifiedOn stays, as live invoices showed."""
    book = _book(state, administratie_id)
    factuur = book.administratie.table("verkoopfacturen")[factuur_id]
    saldo = Decimal(factuur["openstaandSaldo"])
    if not saldo:
        raise ActError("Deze factuur is al voldaan.")
    return book.keep("verkoopfacturen", factuur, openstaandSaldo=saldo - (saldo if amount is None else amount))


def edit_order(state: SnelStartState, administratie_id: str, order_id: str, **members: Any) -> Record:
    """Changes members of an order in wire form and computes its totals anew."""
    book = _book(state, administratie_id)
    order = book.administratie.table("verkooporders")[order_id]
    if linked(order.get("verkoopfactuur")):
        raise ActError("Deze verkooporder is al gefactureerd.")
    edited = {**order, **members}
    edited["regels"] = [dict(line) for line in edited["regels"]]
    recompute(book, edited)
    return book.store("verkooporders", edited)


def delete_order(state: SnelStartState, administratie_id: str, order_id: str) -> None:
    """Takes an order away."""
    book = _book(state, administratie_id)
    if linked(book.administratie.table("verkooporders")[order_id].get("verkoopfactuur")):
        raise ActError("Deze verkooporder is al gefactureerd.")
    book.drop("verkooporders", order_id)


def edit_relatie(
    state: SnelStartState,
    administratie_id: str,
    relatie_id: str,
    *,
    naam: str | None = None,
    relatiecode: int | None = None,
    nonactief: bool | None = None,
) -> Record:
    """Renames, renumbers or (de)activates a relatie; what is None stays."""
    book = _book(state, administratie_id)
    relatie = book.administratie.table("relaties")[relatie_id]
    if relatiecode is not None and any(
        row.get("relatiecode") == relatiecode and row["id"] != relatie_id for row in book.rows("relaties")
    ):
        raise ActError("Deze relatiecode is al in gebruik.")
    wanted = {"naam": naam, "relatiecode": relatiecode, "nonactief": nonactief}
    return book.change("relaties", relatie, **{name: value for name, value in wanted.items() if value is not None})


def add_relatie(
    state: SnelStartState, administratie_id: str, naam: str, *, relatiecode: int | None = None, **members: Any
) -> Record:
    """Adds a klant, or what `members` in wire form make of it."""
    book = _book(state, administratie_id)
    codes = [row.get("relatiecode") or 0 for row in book.rows("relaties")]
    if relatiecode in codes:
        raise ActError("Deze relatiecode is al in gebruik.")
    fresh = {
        "id": book.new_id(),
        "relatiesoort": ["Klant"],
        "relatiecode": relatiecode or max([0, *codes]) + 1,
        "naam": naam,
        "nonactief": False,
        "bankieren": False,
        "ublBestandAlsBijlage": False,
        "aanmaningsoort": "Nee",
        "incassoSoort": "Geen",
    }
    return book.store("relaties", fresh | members)


def set_sjablonen(state: SnelStartState, administratie_id: str, omschrijvingen: list[str]) -> list[Record]:
    """Puts a set of verkoopordersjablonen in place of the one there is, named so; each otherwise standard."""
    book = _book(state, administratie_id)
    for sjabloon_id in list(book.administratie.table("verkoopordersjablonen")):
        book.drop("verkoopordersjablonen", sjabloon_id)
    return [
        book.store(
            "verkoopordersjablonen",
            {
                "id": book.new_id(),
                "omschrijving": omschrijving,
                "nonactief": False,
                "prijsIngaveExclusiefBtw": True,
                "nieuweOrdersBlokkeren": False,
                "extraHoofdVelden": [],
                "extraRegelVelden": [],
            },
        )
        for omschrijving in omschrijvingen
    ]


def lock_period(state: SnelStartState, administratie_id: str, until: date | None) -> None:
    """Blocks bookings dated up to and including `until`; None opens every period."""
    state.administratie(administratie_id).locked_until = until


def set_product(state: SnelStartState, administratie_id: str, product: str) -> None:
    """Puts the partner's subscription on `test`, `maatwerk` or `productie`: the limits of the gateway go with it."""
    if product not in PRODUCTS:
        raise ActError(f"De producten heten {', '.join(PRODUCTS)}.")
    state.administratie(administratie_id).product = product


def totals(administratie: Administratie) -> dict[str, dict[str, Any]]:
    """What the administratie holds: `{"orders": {"count": n, "total": euros without btw}}`."""
    orders = list(administratie.table("verkooporders").values())
    total = sum((Decimal(order["totaalExclusiefBtw"]) for order in orders), Decimal("0.00"))
    return {"orders": {"count": len(orders), "total": total}}
