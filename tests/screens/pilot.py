"""Pilot without sleeps: press, and go on when nothing that was set going is still going."""

import pytest
from textual.screen import ModalScreen

LONGEST = 2000


async def settle(pilot):
    """Until every worker but the listener is done, or a dialog waits for a person and is not busy itself."""
    for _ in range(LONGEST):
        await pilot.pause()
        screen = pilot.app.screen
        if isinstance(screen, ModalScreen) and all(w.is_finished for w in pilot.app.workers if w.node is screen):
            await pilot.pause()
            return
        if all(worker.is_finished for worker in pilot.app.workers if worker.group != "events"):
            await pilot.pause()
            if all(worker.is_finished for worker in pilot.app.workers if worker.group != "events"):
                return
        await pilot.pause(0.005)
    pytest.fail("something never ends")


async def press(pilot, *keys):
    """Press one after the other, each after the one before came to rest."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def shown(app):
    """The lines on screen, trailing spaces gone."""
    return ["".join(segment.text for segment in strip).rstrip() for strip in app.screen._compositor.render_strips()]
