"""How our blocks are written into the migrations of host sites."""

from typing import Any


class FrozenPathMixin:
    """Freeze a block in migrations as one import path instead of its whole definition.

    Wagtail writes a StructBlock with all labels and help texts into the migration of every StreamField; each
    corrected word would then ask every host for a new migration. With this mixin a migration holds
    `cms_blocks.blocks.QuoteBlock` and stays true. The path is public contract. (Wagtail's own ImageBlock does
    the same.) Classes that declare their children take it; definitions built at run time must not.
    """

    _constructor_args: tuple[tuple[Any, ...], dict[str, Any]]  # set by Wagtail on every block
    frozen_module = "cms_blocks.blocks"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return import path and constructor arguments, as Django's migration writer wants them."""
        module = type(self).__module__
        path = self.frozen_module if module.startswith(f"{self.frozen_module}.") else module
        args, kwargs = self._constructor_args
        return f"{path}.{type(self).__qualname__}", list(args), kwargs

    def deconstruct_with_lookup(self, lookup: Any) -> tuple[str, list[Any], dict[str, Any]]:
        """Nothing of this block goes into the migration's shared table of definitions."""
        return self.deconstruct()

    @classmethod
    def construct_from_lookup(cls, lookup: Any, *args: Any, **kwargs: Any) -> Any:
        """Build the block of a historical migration state: today's definition."""
        return cls(*args, **kwargs)
