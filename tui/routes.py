"""Which class a screen's name stands for; loaded when first gone to. Screens meet here and nowhere else."""

from collections.abc import Callable, Mapping

from screens.base import BaseScreen

Find = Callable[[], type[BaseScreen]]


def _help() -> type[BaseScreen]:
    from screens.help import HelpScreen

    return HelpScreen


def _koppelingen() -> type[BaseScreen]:
    from screens.koppelingen import KoppelingenScreen

    return KoppelingenScreen


ROUTES: Mapping[str, Find] = {
    "koppelingen": _koppelingen,
    "help": _help,
}
