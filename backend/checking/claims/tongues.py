"""In which language a highlight is written, and what languages are called."""

from __future__ import annotations

from backend.checking.ports import Languages
from backend.domain import Highlight

ENGLISH = "en"
_ENOUGH = 60
"""Letters by which a highlight's language is told without what stands around it."""

_NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean",
    "ku": "Kurdish", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "mn": "Mongolian",
    "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "nb": "Norwegian", "ne": "Nepali",
    "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def language_of(highlight: Highlight, languages: Languages) -> str:
    """The code of a highlight's language: told by its words, else by what stands around it.

    Where neither tells, it is the page's own word that counts, and English without one.
    """
    quote = highlight.quote
    alone = quote.exact if sum(map(str.isalpha, quote.exact)) >= _ENOUGH else ""
    around = f"{quote.prefix} {quote.exact} {quote.suffix} {highlight.page.title}"
    for text in filter(None, (alone, around)):
        if told := languages.language_of(text):
            return told
    said = (highlight.page.language or ENGLISH).replace("_", "-").partition("-")[0]
    return said.strip().lower() or ENGLISH


def tongue(language: str) -> str:
    """What a language is called in English; "another language" where we have no name for it."""
    return _NAMES.get(language, "another language")
