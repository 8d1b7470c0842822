"""The entries of the File menu. GUI thread, but nothing here needs Qt."""

from __future__ import annotations

from lunarcore_studio.ui.action_entry import Entry, line

FILE = (
    Entry("new", "File", "New…", "files.new", ("Ctrl+N",)),
    Entry("open", "File", "Open…", "files.open", ("Ctrl+O",)),
    Entry("reopen", "File", "Reopen closed", "files.reopen", ("Ctrl+Shift+T",)),
    Entry(
        "recover",
        "File",
        "Recover drawings…",
        "recovery.open",
        hint="What was not saved when the studio ended, and what was closed unsaved",
    ),
    Entry(
        "import-sheet",
        "File",
        "Import sheet…",
        "files.sheets.ask",
        hint="Cut a picture of many cells into frames or drawings",
    ),
    line("File"),
    Entry("save", "File", "Save", "files.save", ("Ctrl+S",)),
    Entry("save-as", "File", "Save as…", "files.save_as", ("Ctrl+Shift+S",)),
    Entry(
        "former-version",
        "File",
        "Restore the former version…",
        "former.restore",
        hint="What the file held before it was saved last",
    ),
    Entry("export", "File", "Export…", "files.exports.ask", ("Ctrl+E",), hint="PNG, sheet, GIF, WebP…"),
    Entry(
        "export-again",
        "File",
        "Repeat export",
        "files.exports.again",
        ("Ctrl+Shift+X",),
        hint="As this drawing was exported last, without a question",
    ),
    line("File"),
    Entry("next-drawing", "File", "Next drawing", "session.drawings.step", ("Ctrl+Tab",), argument=1),
    Entry(
        "former-drawing",
        "File",
        "Previous drawing",
        "session.drawings.step",
        ("Ctrl+Shift+Tab",),
        argument=-1,
    ),
    Entry("close", "File", "Close", "files.close", ("Ctrl+W",)),
    Entry("quit", "File", "Quit", "close", ("Ctrl+Q",)),
)
