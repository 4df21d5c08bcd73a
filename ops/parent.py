"""End together with the process that started us."""
import os
import threading
from collections.abc import Callable


def stop_with_parent(stop: Callable[[], None]) -> None:
    """Call `stop` when the parent's end of the pipe closes, however the parent ended."""
    number = os.environ.get("SCHOOL_PARENT_PIPE")
    if not number:
        return

    def wait() -> None:
        while os.read(int(number), 1):
            pass
        stop()

    threading.Thread(target=wait, daemon=True, name="parent").start()
