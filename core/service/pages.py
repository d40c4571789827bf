"""The long lists of a koppeling by page: what names each row, in order, and the rows when they are looked at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

from core.config import Settings
from core.store.connection import Database

if TYPE_CHECKING:
    from core.domain.registratie import Asked
    from core.service.declaratie_pages import DeclaratiePages
    from core.service.event_pages import EventPages
    from core.service.klant_pages import KlantPages
    from core.service.registratie_pages import RegistratiePages


@dataclass(frozen=True, slots=True)
class Pages:
    """What each list holds, and how a page of it is read, is told where it is made."""

    database: Database
    settings: Settings

    async def klanten(self, *, everything: bool = False) -> "KlantPages":
        """Registreren > Klanten."""
        from core.service.klant_pages import open_pages

        return await open_pages(self.database, everything=everything)

    async def declaraties(self) -> "DeclaratiePages":
        """Declaraties, of every state."""
        from core.service.declaratie_pages import open_pages

        return await open_pages(self.database)

    async def names(self) -> list[tuple[str, str, str]]:
        """The id, naam and nummer of every klant of Time On, by naam."""
        from core.domain.partij import Side
        from core.store import records

        return await self.database.read(lambda db: records.names(db, Side.TIMEON))

    async def events(self, *, subject: str = "", calls: bool = False) -> "EventPages":
        """Gebeurtenissen: all, or those about one subject, with those of calls or without."""
        from core.service.event_pages import open_events

        return await open_events(self.database, subject=subject, calls=calls)

    async def registraties(self, **asked: "Unpack[Asked]") -> "RegistratiePages":
        """*Registraties selecteren*."""
        from core.invoicing.quantities import rule_of
        from core.service.registratie_pages import open_pages

        return await open_pages(self.database, rule_of(self.settings.hours_rule), asked)
