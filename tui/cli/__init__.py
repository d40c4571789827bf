"""The command line: every action of the screens as a command, and the way in to the screens.

Importing this loads neither Textual nor anything else that is slow; `--version` is answered before that.
"""

import sys
from collections.abc import Sequence

from core import __version__

INTERRUPTED = 130
"""As a shell names a command that ctrl+c ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (default: that of this process); answers the exit code of docs `cli`."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--version"]:
        sys.stdout.write(f"koppelbord {__version__}\n")
        return 0
    if argv is None:
        from core.allocating import share_memory
        from core.shield import shield

        shield()
        share_memory()
    try:
        from tui.cli.frame import run

        return run(words)
    except KeyboardInterrupt:
        return INTERRUPTED
