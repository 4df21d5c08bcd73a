"""A column that repeats others in a comparable spelling."""
from __future__ import annotations

from typing import Any

from django.db import models

from people.rules.names import fold


class FoldedField(models.CharField):  # type: ignore[type-arg]
    """Holds the folded text of other fields of the row, written whenever the row is; `sources` name them in order."""

    def __init__(self, *args: Any, sources: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.sources = sources
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """With the sources."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "sources": self.sources}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The folded text of the sources as they stand in the row."""
        key = fold(" ".join(getattr(model_instance, source) for source in self.sources))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key
