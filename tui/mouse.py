"""Whether the mouse points at what is on screen, or selects text as the terminal does."""

from textual.driver import Driver


def point(driver: Driver, *, on: bool) -> None:
    """Tell the terminal; the driver keeps to it when the program was suspended and comes back."""
    driver._mouse = True  # noqa: SLF001 - it does nothing for a mouse it was not started with
    tell = getattr(driver, "_enable_mouse_support" if on else "_disable_mouse_support", None)
    if tell is not None:
        tell()
        driver.flush()
    driver._mouse = on  # noqa: SLF001 - as above
