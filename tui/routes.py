"""Which class a screen's name stands for; loaded when first gone to. Screens meet here and nowhere else."""

from collections.abc import Callable, Mapping

from screens import keymap
from screens.base import BaseScreen

Find = Callable[[], type[BaseScreen]]


def _koppelingen() -> type[BaseScreen]:
    from screens.koppelingen.screen import KoppelingenScreen

    return KoppelingenScreen


def _koppelen() -> type[BaseScreen]:
    from screens.koppelen.begin import KoppelenScreen

    return KoppelenScreen


def _koppelen_login() -> type[BaseScreen]:
    from screens.koppelen.login import LoginScreen

    return LoginScreen


def _koppelen_administratie() -> type[BaseScreen]:
    from screens.koppelen.administratie import AdministratieScreen

    return AdministratieScreen


def _koppelen_koppel() -> type[BaseScreen]:
    from screens.koppelen.koppel import KoppelScreen

    return KoppelScreen


def _koppelen_lezen() -> type[BaseScreen]:
    from screens.koppelen.lezen import LezenScreen

    return LezenScreen


def _review() -> type[BaseScreen]:
    from screens.review.screen import ReviewScreen

    return ReviewScreen


def _review_producten() -> type[BaseScreen]:
    from screens.review.producten import ReviewProductenScreen

    return ReviewProductenScreen


def _review_productgroepen() -> type[BaseScreen]:
    from screens.review.productgroepen import ReviewProductgroepenScreen

    return ReviewProductgroepenScreen


def _bron() -> type[BaseScreen]:
    from screens.review.bron import BronScreen

    return BronScreen


def _plan() -> type[BaseScreen]:
    from screens.plan.screen import PlanScreen

    return PlanScreen


def _sync() -> type[BaseScreen]:
    from screens.plan.screen import SyncScreen

    return SyncScreen


def _terugdraaien() -> type[BaseScreen]:
    from screens.plan.undo import UndoScreen

    return UndoScreen


def _run() -> type[BaseScreen]:
    from screens.plan.run import RunScreen

    return RunScreen


def _syncing() -> type[BaseScreen]:
    from screens.syncing.screen import SyncingScreen

    return SyncingScreen


def _afronden() -> type[BaseScreen]:
    from screens.afronden import AfrondenScreen

    return AfrondenScreen


def _klanten() -> type[BaseScreen]:
    from screens.klanten.screen import KlantenScreen

    return KlantenScreen


def _klant() -> type[BaseScreen]:
    from screens.klanten.new import KlantScreen

    return KlantScreen


def _producten() -> type[BaseScreen]:
    from screens.producten import ProductenScreen

    return ProductenScreen


def _productgroepen() -> type[BaseScreen]:
    from screens.productgroepen import ProductgroepenScreen

    return ProductgroepenScreen


def _registraties() -> type[BaseScreen]:
    from screens.registraties.screen import RegistratiesScreen

    return RegistratiesScreen


def _artikelregels() -> type[BaseScreen]:
    from screens.artikelregels import ArtikelregelsScreen

    return ArtikelregelsScreen


def _importeren() -> type[BaseScreen]:
    from screens.importeren.screen import ImporterenScreen

    return ImporterenScreen


def _declaraties() -> type[BaseScreen]:
    from screens.declaraties.screen import DeclaratiesScreen

    return DeclaratiesScreen


def _declaratie() -> type[BaseScreen]:
    from screens.declaratie.screen import DeclaratieScreen

    return DeclaratieScreen


def _bewijs() -> type[BaseScreen]:
    from screens.bewijs import BewijsScreen

    return BewijsScreen


def _gebeurtenissen() -> type[BaseScreen]:
    from screens.gebeurtenissen.screen import GebeurtenissenScreen

    return GebeurtenissenScreen


def _kantoorbord() -> type[BaseScreen]:
    from screens.kantoorbord.screen import KantoorbordScreen

    return KantoorbordScreen


def _diagnose() -> type[BaseScreen]:
    from screens.diagnose.screen import DiagnoseScreen

    return DiagnoseScreen


def _tijdlijn() -> type[BaseScreen]:
    from screens.tijdlijn.screen import TijdlijnScreen

    return TijdlijnScreen


def _record() -> type[BaseScreen]:
    from screens.tijdlijn.record import RecordScreen

    return RecordScreen


def _doctor() -> type[BaseScreen]:
    from screens.doctor import DoctorScreen

    return DoctorScreen


def _rondleiding() -> type[BaseScreen]:
    from screens.rondleiding import RondleidingScreen

    return RondleidingScreen


def _uitleg() -> type[BaseScreen]:
    from screens.uitleg import UitlegScreen

    return UitlegScreen


def _help() -> type[BaseScreen]:
    from screens.help import HelpScreen

    return HelpScreen


ROUTES: Mapping[str, Find] = {
    "koppelingen": _koppelingen,
    "koppelen": _koppelen,
    "koppelen.login": _koppelen_login,
    "koppelen.administratie": _koppelen_administratie,
    "koppelen.koppel": _koppelen_koppel,
    "koppelen.lezen": _koppelen_lezen,
    "review": _review,
    "review.producten": _review_producten,
    "review.productgroepen": _review_productgroepen,
    "bron": _bron,
    "plan": _plan,
    "sync": _sync,
    "syncing": _syncing,
    "run": _run,
    "terugdraaien": _terugdraaien,
    "afronden": _afronden,
    "klanten": _klanten,
    "klant": _klant,
    "producten": _producten,
    "productgroepen": _productgroepen,
    "registraties": _registraties,
    "artikelregels": _artikelregels,
    "importeren": _importeren,
    "declaraties": _declaraties,
    "declaratie": _declaratie,
    "bewijs": _bewijs,
    "gebeurtenissen": _gebeurtenissen,
    "kantoorbord": _kantoorbord,
    "diagnose": _diagnose,
    "tijdlijn": _tijdlijn,
    "record": _record,
    "doctor": _doctor,
    "help": _help,
    "rondleiding": _rondleiding,
    "uitleg": _uitleg,
}


def _load(screen: str) -> None:
    """So that its keys are known."""
    if screen in ROUTES:
        ROUTES[screen]()


keymap.load_with(_load)
