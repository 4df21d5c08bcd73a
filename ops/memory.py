"""Memory of long-lived processes: glibc keeps an arena per thread, and what short-lived threads of the index freed there never comes back."""
from __future__ import annotations

import ctypes

M_ARENA_MAX = -8  # malloc.h


def few_arenas(number: int = 1) -> bool:
    """From now on no further arenas than this. Whether the C library knows the wish; with others nothing is done."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return bool(mallopt is not None and mallopt(M_ARENA_MAX, number))
