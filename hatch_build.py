"""Builds the prepared packs into the wheel, and beside the package for an editable installation."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PreparedPacks(BuildHookInterface):
    """Reads every pack from its YAML once, at build time, and keeps the result as JSON."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the prepared packs; a wrong pack stops a wheel, but not an editable installation of a checkout."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from gkrules.errors import RuleError
        from gkrules.language.prepared import folder, prepare

        try:
            prepare()
        except RuleError as error:
            if version != "editable":
                raise
            self.app.display_warning(f"a pack is wrong, so packs will be read from their YAML:\n{error}")
        build_data["artifacts"].append(f"{folder().relative_to(self.root).as_posix()}/*.json")
