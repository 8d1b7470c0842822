"""Which language the window speaks: a person's choice, else the system's, else English. GUI thread only.

It is settled before the first window is made, and holds until the studio ends.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from lunarcore_studio.files import paths
from lunarcore_studio.language import choose_language, language_codes


def speak(app: QApplication, chosen: str = "") -> str:
    """Speak a language, Qt's own buttons and dialogs too; "" is the system's. Gives the code of it."""
    folder = paths.languages_dir()
    code = choose_language(chosen or system_language(language_codes(folder)), folder)
    for former in app.findChildren(QTranslator):
        app.removeTranslator(former)
        former.deleteLater()
    words = QTranslator(app)
    if words.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
    return code


def system_language(known: Collection[str]) -> str:
    """The first of the system's languages that is known, else English."""
    wished = (name.split("-")[0] for name in QLocale.system().uiLanguages())
    return next((code for code in wished if code in known), "en")
