"""Text that stands in Chinese and in English side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One sentence or label in both languages of the project."""

    zh: str
    en: str

    def get(self, language: Language) -> str:
        """The text in `language`."""
        return self.zh if language == "zh" else self.en

    def as_dict(self) -> dict[str, str]:
        """`{"zh": …, "en": …}` as reports carry it."""
        return {"zh": self.zh, "en": self.en}
