"""The journal's database: SQLite, each write durable before it returns. Only for the thread that opened it.

Write-ahead logging with a full sync at every commit: what is written outlives the program and the power. Rows
carry checksums, since SQLite would not see a flipped bit in a picture. A drawing has one row in `drawings`,
one in `steps` for each step, and in `parts` what its steps share.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from lunarcore_studio.files.fingerprint import Fingerprint
from lunarcore_studio.files.journal_entry import Entry, decode_entry, encode_entry
from lunarcore_studio.files.journal_reading import UNKNOWN, Recovered, decode_drawing
from lunarcore_studio.files.journal_rows import DrawingRows
from lunarcore_studio.pixels.drawing import Drawing

APPLICATION: Final = 0x4C554E41  # "LUNA"
VERSION: Final = 1
# SQLite names what is damaged in its messages, in bytes that need not be text
ERRORS: Final = (sqlite3.Error, UnicodeDecodeError)
_BUSY_S: Final = 5.0
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS drawings (
    key TEXT PRIMARY KEY, session TEXT NOT NULL, touched REAL NOT NULL, thrown REAL,
    facts TEXT NOT NULL, picture BLOB NOT NULL, sum INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS steps (
    key TEXT NOT NULL, number INTEGER NOT NULL, facts TEXT NOT NULL, sum INTEGER NOT NULL,
    PRIMARY KEY (key, number));
CREATE TABLE IF NOT EXISTS parts (
    key TEXT NOT NULL, kind TEXT NOT NULL, number INTEGER NOT NULL, told TEXT NOT NULL, data BLOB NOT NULL,
    sum INTEGER NOT NULL, PRIMARY KEY (key, kind, number));
"""


class Found(NamedTuple):
    """An entry with the session that it belongs to."""

    entry: Entry
    session: str


def checksum(*fields: Any) -> int:
    """Of text, numbers and bytes, as they stand in a row."""
    total = 0
    for field in fields:
        total = zlib.crc32(
            field if isinstance(field, bytes) else str(field).encode("utf-8", "replace"), total
        )
    return total


class JournalStore:
    """An open journal. sqlite3.Error for all that can go wrong with a database; nothing is half written."""

    def __init__(self, path: Path, is_damaged: bool = False) -> None:
        """Open the journal at `path`, or make it; of one that `is_damaged` what can be read is read."""
        self.path, self._is_damaged = path, is_damaged
        self._database = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
        try:
            self._prepare()
            self.inode = path.stat().st_ino
        except BaseException:
            self._database.close()
            raise

    def _prepare(self) -> None:
        run = self._database.execute
        run("PRAGMA trusted_schema = OFF")
        run("PRAGMA cell_size_check = ON")
        (tables,) = run("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables:
            run("PRAGMA auto_vacuum = INCREMENTAL")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA journal_size_limit = 1048576")
        if not tables:
            self._database.executescript(
                f"BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION}; {_TABLES}"
                f"PRAGMA user_version = {VERSION}; COMMIT;"
            )

    def check(self) -> None:
        """sqlite3.DatabaseError where the database is damaged or is another one."""
        run = self._database.execute
        marks = run("PRAGMA application_id").fetchone()[0], run("PRAGMA user_version").fetchone()[0]
        if marks != (APPLICATION, VERSION) or run("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("not a whole journal")

    def is_in_place(self) -> bool:
        """Whether the file that is open is still the one at `path`."""
        try:
            return self.path.stat().st_ino == self.inode
        except OSError:
            return False

    def close(self) -> None:
        """Close it; what was written is there."""
        self._database.close()

    def write(
        self,
        drawing: Drawing,
        rows: DrawingRows,
        session: str,
        touched: float,
        file: Fingerprint | None = None,
    ) -> None:
        """Make the journal hold a drawing as it is now, in one transaction.

        `file` is what its file was when it was read or written last.
        """
        key, update = drawing.key, rows.update(drawing.history)
        facts, picture = encode_entry(drawing, rows.base, file)
        with self._transaction() as run:
            if update.anew:
                self._delete(key)
            else:
                run("DELETE FROM steps WHERE key = ? AND number >= ?", (key, update.cut))
            run(
                "INSERT OR REPLACE INTO drawings VALUES (?, ?, ?, NULL, ?, ?, ?)",
                (key, session, touched, facts, picture, checksum(facts, picture)),
            )
            many = self._database.executemany
            many(
                "INSERT INTO steps VALUES (?, ?, ?, ?)",
                ((key, *row, checksum(*row)) for row in update.steps),
            )
            many(
                "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?)",
                ((key, *row, checksum(*row)) for row in update.parts),
            )

    def throw(self, key: str, now: float) -> None:
        """Put a drawing into the trash."""
        with self._transaction() as run:
            run("UPDATE drawings SET thrown = ? WHERE key = ?", (now, key))

    def forget(self, key: str) -> None:
        """Leave nothing of a drawing."""
        with self._transaction():
            self._delete(key)

    def claim(self, key: str, former: str, session: str) -> bool:
        """Make a drawing one of `session`'s; False where it is not `former`'s any more."""
        with self._transaction() as run:
            found = run(
                "UPDATE drawings SET session = ? WHERE key = ? AND session = ?", (session, key, former)
            )
            return found.rowcount == 1

    def found(self) -> list[Found]:
        """All drawings, the last touched one first; one whose own row is damaged or gone, by its steps."""
        query = "SELECT key, touched, thrown, facts, picture, sum, session FROM drawings"
        rows = {row[0]: row[1:] for row in self._rows(query)}
        for (key,) in self._rows("SELECT DISTINCT key FROM steps"):
            rows.setdefault(key, (0.0, None, "", b"", None, ""))
        found = [self._found(str(key), *row) for key, row in rows.items()]
        return sorted((one for one in found if one), key=lambda one: one.entry.touched, reverse=True)

    def _found(
        self, key: str, touched: Any, thrown: Any, facts: Any, picture: Any, total: Any, session: Any
    ) -> Found | None:
        try:
            if total == checksum(facts, picture):
                entry = decode_entry(key, touched, thrown, json.loads(facts), picture)
                return Found(entry, str(session))
        except (ValueError, TypeError, LookupError, OverflowError):
            pass
        recovered = self.read(key)
        if recovered is None:
            return None
        facts, picture = encode_entry(recovered.drawing, 0)
        return Found(decode_entry(key, 0.0, None, json.loads(facts), picture), str(session))

    def sessions(self) -> set[str]:
        """Whose drawings there are, those in the trash left out."""
        return {
            str(session) for (session,) in self._rows("SELECT session FROM drawings WHERE thrown IS NULL")
        }

    def read(self, key: str) -> Recovered | None:
        """A drawing with its history; None where nothing of it can be had back."""
        query = "SELECT number, facts, sum FROM steps WHERE key = ? ORDER BY number"
        steps = [row[:2] for row in self._rows(query, key) if row[2] == checksum(*row[:2])]
        query = "SELECT kind, number, told, data, sum FROM parts WHERE key = ?"
        parts = {row[:2]: row[2:4] for row in self._rows(query, key) if row[4] == checksum(*row[:4])}
        facts = UNKNOWN
        for text, picture, total in self._rows("SELECT facts, picture, sum FROM drawings WHERE key = ?", key):
            facts = json.loads(text) if total == checksum(text, picture) else UNKNOWN
        return decode_drawing(key, facts, steps, parts)

    def oldest(self) -> list[tuple[str, str, float | None]]:
        """Key, session and when it was thrown away: the trash first, each the longest untouched first."""
        query = "SELECT key, session, thrown FROM drawings ORDER BY thrown IS NULL, thrown, touched"
        return list(self._rows(query))

    def size(self) -> int:
        """Bytes that the drawings take."""
        run = self._database.execute
        pages, free, size = (
            run(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def shrink(self) -> None:
        """Give room that is not used any more back to the disk."""
        self._database.execute("PRAGMA incremental_vacuum").fetchall()

    def _rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows, as far as they can be read."""
        cursor = self._database.execute(query, values)
        while True:
            try:
                row = cursor.fetchone()
            except UnicodeDecodeError:
                continue
            except sqlite3.DatabaseError:
                if not self._is_damaged:
                    raise
                return
            if row is None:
                return
            yield row

    def _delete(self, key: str) -> None:
        for table in ("steps", "parts", "drawings"):
            self._database.execute(f"DELETE FROM {table} WHERE key = ?", (key,))

    @contextmanager
    def _transaction(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield self._database.execute
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise
