"""Puts prompts and resources into the wheel, where `loredesk.host.assets` finds them.

Only into standard wheels: an editable install reads them from the checkout and a copy would
grow stale.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FOLDERS = ("prompts", "resources")


class BundleAssets(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]
    """Adds the asset folders to a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders to include, unless this is an editable install."""
        if version != "standard":
            return
        for folder in _FOLDERS:
            source = str(Path(self.root) / folder)
            build_data["force_include"][source] = f"loredesk/_assets/{folder}"
