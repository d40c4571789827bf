"""One klant as a fact of the world, and how either program writes it down.

Promises that the two records of a plain klant agree in every field both programs have; traps pass what differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_STIL: dict[str, Any] = {"shouldSend": False, "email": None, "ccEmail": None}


@dataclass(slots=True)
class Klant:
    """What is known of a klant outside any program. `serial` makes its numbers; None is *not filled in*."""

    serial: int
    straat: str
    postcode: str
    plaats: str
    email: str | None
    telefoon: str | None
    btw: str | None
    kvk: str | None


def customer(
    klant: Klant,
    customer_id: int,
    country_id: int,
    *,
    name: str | None,
    number: str | None,
    first: str | None = None,
    last: str | None = None,
) -> dict[str, Any]:
    """The klant in Time On, with all its keys: a person has `name` null and first and last name."""
    return {
        "customerID": customer_id,
        "name": name,
        "isActive": True,
        "addressLine1": klant.straat,
        "addressLine2": klant.postcode,
        "addressLine3": klant.plaats,
        "firstname": first,
        "lastname": last,
        "phoneNumber": klant.telefoon,
        "customerNumber": number,
        "emailAddress": klant.email,
        "remark": None,
        "vatNumber": klant.btw,
        "countryID": country_id,
        "defaultDistance": None,
        "autoApprove": False,
        "defaultBillable": True,
        "internalRemark": None,
        "poNumber": None,
        "customerGroupID": None,
    }


def relatie(
    klant: Klant,
    relatie_id: str,
    land_id: str,
    modified_on: str,
    *,
    naam: str,
    code: int,
    soort: str = "Klant",
) -> dict[str, Any]:
    """The klant (or leverancier) in SnelStart: RelatieModel with every key, nulls present."""
    is_klant = soort == "Klant"
    uri = f"/relaties/{relatie_id}"
    adres = {
        "contactpersoon": None,
        "straat": klant.straat,
        "postcode": klant.postcode,
        "plaats": klant.plaats,
        "land": {"id": land_id, "uri": f"/landen/{land_id}"},
    }
    factuur = {"shouldSend": True, "email": klant.email, "ccEmail": None} if klant.email and is_klant else _STIL
    return {
        "relatiesoort": [soort],
        "modifiedOn": modified_on,
        "relatiecode": code,
        "naam": naam,
        "vestigingsAdres": adres,
        "correspondentieAdres": adres,
        "telefoon": klant.telefoon,
        "mobieleTelefoon": None,
        "fax": None,
        "email": klant.email,
        "btwNummer": klant.btw,
        "factuurkorting": None,
        "krediettermijn": 14 if is_klant else None,
        "bankieren": False,
        "nonactief": False,
        "kredietLimiet": None,
        "memo": None,
        "kvkNummer": klant.kvk,
        "oin": None,
        "websiteUrl": None,
        "aanmaningsoort": ("Onderneming" if klant.kvk else "Consument") if is_klant else None,
        "offerteEmailVersturen": _STIL,
        "bevestigingsEmailVersturen": _STIL,
        "factuurEmailVersturen": factuur,
        "aanmaningEmailVersturen": _STIL,
        "offerteAanvraagEmailVersturen": _STIL,
        "bestellingEmailVersturen": _STIL,
        "ublBestandAlsBijlage": False,
        "iban": None,
        "bic": None,
        "incassoSoort": "Geen" if is_klant else None,
        "factuurRelatie": None,
        "inkoopBoekingenUri": f"{uri}/inkoopboekingen",
        "verkoopBoekingenUri": f"{uri}/verkoopboekingen",
        "documents": [],
        "extraVeldenKlant": [],
        "id": relatie_id,
        "uri": uri,
    }
