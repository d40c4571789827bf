"""What PostgreSQL says when something is wrong, as an error for a person; never with the address, which may hold a
password.
"""

import re

import psycopg
from psycopg import errors

from core.errors import BusyError, DiskFullError, NewerDatabaseError, StorageError
from core.http.secrets import MASK
from core.store.postgres.address import Address
from core.text import mark, say


class DatabaseDownError(StorageError):
    """Nobody answers at the address, or whoever did went away."""

    heading = mark("De database van het kantoor is niet bereikbaar.")
    hint = mark("Er is niets half geschreven; kijk of PostgreSQL draait en of KOPPELBORD_DATABASE klopt.")


class SlowDatabaseError(StorageError):
    """It answered too late, or has no connection left."""

    heading = mark("De database van het kantoor antwoordt te langzaam.")
    hint = mark("Er is niets half geschreven; probeer het straks opnieuw, of met minder werkers tegelijk.")


class FrozenDatabaseError(StorageError):
    """It takes no writes: a standby, or set so."""

    heading = mark("De database van het kantoor neemt nu niets aan: alleen lezen.")
    hint = mark("Er is niets veranderd; wijs KOPPELBORD_DATABASE naar de server die schrijft.")


class RightsError(StorageError):
    """The role may not do this."""

    heading = mark("De rol in PostgreSQL mag dit niet.")
    hint = mark("Laat de eigenaar van de database 'koppelbord kantoor grant' draaien voor deze rol.")


class OlderDatabaseError(StorageError):
    """The schema is behind this program, and the role may not bring it up to date."""

    heading = mark("Deze gegevens zijn van een oudere koppelbord.")
    hint = mark("Laat de eigenaar van de database 'koppelbord kantoor migrate' draaien; er is niets veranderd.")


class BypassError(StorageError):
    """A role for which row-level security does not hold would see, and mix, every office's rows."""

    heading = mark("Deze rol in PostgreSQL slaat de rijbeveiliging over.")
    hint = mark("Maak een gewone rol, zonder SUPERUSER en BYPASSRLS, en wijs KOPPELBORD_DATABASE daarheen.")


class MovedAwayError(StorageError):
    """It went back to a home, where it is worked on since."""

    heading = mark("Deze koppeling is uit het kantoor verhuisd; hier verandert er niets meer aan.")
    hint = mark("Werk ermee in de home waarheen ze ging, of breng die weer in met 'koppelbord kantoor import'.")


_KINDS: list[tuple[type[psycopg.Error] | tuple[type[psycopg.Error], ...], type[StorageError]]] = [
    ((errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure), BusyError),
    ((errors.QueryCanceled, errors.TooManyConnections, errors.CannotConnectNow), SlowDatabaseError),
    ((errors.ConnectionTimeout, errors.IdleInTransactionSessionTimeout), SlowDatabaseError),
    (errors.ReadOnlySqlTransaction, FrozenDatabaseError),
    (errors.InsufficientPrivilege, RightsError),
    (psycopg.OperationalError, DatabaseDownError),
]
_FULL = re.compile(r"too many (connections|clients)|connection slots")
"""Who is not let in is told so in words alone, without a code."""


def storage_error(problem: psycopg.Error, address: Address) -> StorageError:
    """The sentence for what PostgreSQL said."""
    detail = say("{database}: {problem}.", database=address.shown, problem=_line(problem, address.password))
    if isinstance(problem, errors.DiskFull):
        room = say("Maak ruimte op de server van de database; er is niets half geschreven en niets verstuurd.")
        return DiskFullError(detail, advice=room)
    if _FULL.search(str(problem)) and not problem.sqlstate:
        return SlowDatabaseError(detail)
    return next((ours for theirs, ours in _KINDS if isinstance(problem, theirs)), StorageError)(detail)


def newer(address: Address, steps: list[str]) -> NewerDatabaseError:
    """A step of the schema that this program does not know took something away that it needs."""
    return NewerDatabaseError(say("{database} heeft {steps}.", database=address.shown, steps=", ".join(steps)))


def _line(problem: psycopg.Error, password: str) -> str:
    """The first line of what was said, the others quote the statement; without the password, should it stand in a wrong
    place of the address.
    """
    first = (problem.diag.message_primary or str(problem)).strip().splitlines()
    said = first[0].rstrip(".") if first else type(problem).__name__
    return said.replace(password, MASK) if password else said
