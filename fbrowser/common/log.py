"""Log: what goes wrong in the program itself is said on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import logging

FORMAT: Final = "fbrowser: %(levelname)s %(name)s: %(message)s"


def logger(name: str) -> logging.Logger:
    """Return the logger of a module, set up if the program has not done that otherwise.

    Called when there is something to say: most starts have nothing to say, and the library takes 3 ms.
    """
    import logging  # noqa: PLC0415 - see above

    logging.basicConfig(format=FORMAT)
    return logging.getLogger(name)
