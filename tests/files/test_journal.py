"""The journal: what is kept comes back, whatever happened to the program, the disk and the database."""

from __future__ import annotations

import sqlite3
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lunarcore_studio.files import journal_desk
from lunarcore_studio.files.journal import Damaged, Journal, Lost, Restored, Told, Trouble
from lunarcore_studio.files.journal_opening import NAME, open_journal
from lunarcore_studio.files.journal_rows import DrawingRows
from lunarcore_studio.files.journal_store import JournalStore
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.drawing import Drawing
from lunarcore_studio.pixels.sprite import Frame, Layer, Sprite, Tag
from tests.files.lost import dot, dotted, leave_behind

WAIT_S = 30.0


class Reader:
    """A journal of this process, and what it told."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.told: list[Told] = []
        self.journal = Journal(folder, self.told.append, **options)
        self.journal.start()

    def last(self, kind: type) -> Any:
        assert self.journal.flush(WAIT_S)
        return [told for told in self.told if isinstance(told, kind)][-1]

    def lost(self) -> Lost:
        self.journal.ask_lost()
        return self.last(Lost)

    def restored(self, key: str) -> Restored:
        self.journal.ask_restored(key)
        return self.last(Restored)


@pytest.fixture
def readers() -> Iterator[list[Reader]]:
    readers: list[Reader] = []
    yield readers
    for reader in readers:
        reader.journal.close()


@pytest.fixture
def reader(tmp_path: Path, readers: list[Reader]) -> Reader:
    readers.append(Reader(tmp_path))
    return readers[-1]


def as_kept(drawing: Drawing) -> tuple[object, ...]:
    return drawing.history, drawing.path, drawing.place, drawing.key


def test_what_a_dead_process_drew_comes_back_with_its_history(tmp_path: Path, readers: list[Reader]) -> None:
    path = tmp_path / "caf\udce9\n.lunar"
    leave_behind(tmp_path, 5, 40, path=path)
    readers.append(reader := Reader(tmp_path))
    lost = reader.lost()
    assert sorted(entry.steps for entry in lost.unsaved) == [5, 40]
    assert {entry.path for entry in lost.unsaved} == {path}
    for entry in lost.unsaved:
        restored = reader.restored(entry.key)
        expected = dotted(entry.steps, path).drawing
        assert restored.is_whole
        assert restored.drawing is not None
        assert restored.drawing.history == expected.history
        assert restored.drawing.modified
        assert (entry.picture == expected.sprite.flatten()).all()
        reader.journal.keep(restored.drawing)
    assert reader.lost().unsaved == ()


def test_it_is_for_nobody_elses_eyes(tmp_path: Path, readers: list[Reader]) -> None:
    readers.append(reader := Reader(tmp_path / "state" / "journal"))
    reader.lost()
    assert stat.S_IMODE((tmp_path / "state" / "journal").stat().st_mode) == 0o700


def test_a_living_session_is_not_offered(reader: Reader, readers: list[Reader], tmp_path: Path) -> None:
    drawing = dotted(3).drawing
    reader.journal.keep(drawing)
    assert reader.journal.flush(WAIT_S)
    readers.append(other := Reader(tmp_path))
    assert other.lost() == Lost((), ())
    assert other.restored(drawing.key).drawing is None


def test_later_leaves_it_and_one_of_two_studios_gets_it(tmp_path: Path, readers: list[Reader]) -> None:
    leave_behind(tmp_path, 4)
    for _ in range(2):
        readers.append(Reader(tmp_path))
        assert len(readers[-1].lost().unsaved) == 1
    (entry,) = readers[0].lost().unsaved
    assert readers[1].restored(entry.key).drawing is not None
    assert readers[0].restored(entry.key).drawing is None


def test_every_kind_of_change_is_kept(reader: Reader, tmp_path: Path, readers: list[Reader]) -> None:
    layers = (Layer("a"), Layer("b", opacity=9, blend="multiply"))
    document = Document(Sprite(5, 3, layers=layers, frames=(Frame(10), Frame(20)), tags=(Tag("go", 0, 1),)))
    expected = []
    for number, place in enumerate([(0, 0), (1, 1), (0, 1)]):
        document.go_to(*place)
        dot(document, number)
        reader.journal.keep(document.drawing)
        expected.append(document.drawing)
    document.undo()
    reader.journal.keep(document.drawing)
    assert reader.journal.flush(WAIT_S)
    store = JournalStore(tmp_path / NAME)
    recovered = store.read(document.key)
    store.close()
    assert recovered is not None
    assert recovered.is_whole
    assert as_kept(recovered.drawing) == as_kept(document.drawing)
    assert recovered.drawing.history.can_redo


def test_a_stroke_adds_what_it_changed_and_no_more() -> None:
    rows, document = DrawingRows(), dotted(200)
    first = rows.update(document.history)
    assert first.anew
    dot(document, 400)
    second = rows.update(document.history)
    assert not second.anew
    assert (len(second.steps), len(second.parts)) == (1, 1)
    for _ in range(50):
        document.undo()
    assert rows.update(document.history).steps == ()
    dot(document, 401)
    third = rows.update(document.history)
    assert (third.cut, len(third.steps)) == (152, 1)


def test_the_trash_keeps_for_thirty_days(
    tmp_path: Path, readers: list[Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    readers.append(reader := Reader(tmp_path))
    drawing = dotted(2).drawing
    reader.journal.keep(drawing)
    reader.journal.close_drawing(drawing)
    (entry,) = reader.lost().trash
    assert entry.thrown == pytest.approx(time.time(), abs=60)
    assert reader.restored(entry.key).drawing is not None
    later = time.time() + 29 * 86400
    monkeypatch.setattr(journal_desk.time, "time", lambda: later)
    assert len(reader.lost().trash) == 1
    monkeypatch.setattr(journal_desk.time, "time", lambda: later + 2 * 86400)
    assert reader.lost().trash == ()


def test_what_was_saved_before_the_end_is_not_offered(tmp_path: Path, readers: list[Reader]) -> None:
    readers.append(reader := Reader(tmp_path))
    document = dotted(2)
    document.mark_saved(tmp_path / "a.lunar")
    reader.journal.keep(document.drawing)
    assert reader.journal.flush(WAIT_S)
    reader.journal._desk._session.release()
    readers.append(other := Reader(tmp_path))
    assert other.lost() == Lost((), ())
    reader.journal.close_drawing(document.drawing)
    assert reader.journal.flush(WAIT_S)


def test_it_is_bounded_and_the_oldest_goes_first(tmp_path: Path, readers: list[Reader]) -> None:
    leave_behind(tmp_path, 100)
    readers.append(reader := Reader(tmp_path, limit_bytes=200_000))
    thrown = dotted(100).drawing
    reader.journal.keep(thrown)
    reader.journal.close_drawing(thrown)
    lost = reader.lost()
    assert (len(lost.unsaved), len(lost.trash)) == (1, 1)
    document = dotted(100)
    for number in range(1000, 1400):
        dot(document, number)
        reader.journal.keep(document.drawing)
    lost = reader.lost()
    assert (lost.unsaved, lost.trash) == ((), ())
    assert (tmp_path / NAME).stat().st_size < 300_000
    store = JournalStore(tmp_path / NAME)
    recovered = store.read(document.key)
    store.close()
    assert recovered is not None
    assert recovered.drawing.sprite == document.sprite
    assert recovered.drawing.history.can_undo


def test_a_full_disk_is_told_once_and_nothing_is_lost_when_there_is_room(
    tmp_path: Path, readers: list[Reader], caplog: pytest.LogCaptureFixture
) -> None:
    readers.append(reader := Reader(tmp_path))
    document = dotted(3)
    assert reader.journal.flush(WAIT_S)
    fill = "PRAGMA max_page_count = 8"
    reader.journal._post("", lambda: reader.journal._desk._store._database.execute(fill))
    assert reader.journal.flush(WAIT_S)
    for number in range(200):
        dot(document, number)
    reader.journal.keep(document.drawing)
    assert until(lambda: any(isinstance(told, Trouble) for told in reader.told))
    (trouble,) = (told for told in reader.told if isinstance(told, Trouble))
    assert trouble.sentence == (
        "What you draw can not be kept against a crash now: the disk is full. Save your drawings."
    )
    assert reader.last(Trouble) == Trouble("")
    store = JournalStore(tmp_path / NAME)
    recovered = store.read(document.key)
    store.close()
    assert recovered is not None
    assert recovered.drawing.history == document.history
    caplog.clear()


def until(true: Any) -> bool:
    ends = time.monotonic() + WAIT_S
    while not true() and time.monotonic() < ends:
        time.sleep(0.01)
    return bool(true())


@pytest.mark.parametrize("kind", ["text", "empty", "folder", "other database", "cut", "pipe"])
def test_a_damaged_journal_never_stops_the_start(
    tmp_path: Path, readers: list[Reader], kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / NAME
    if kind == "cut":
        leave_behind(tmp_path, 60)
        sqlite3.connect(path).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif kind == "folder":
        path.mkdir()
    elif kind == "other database":
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE drawings (a)")
        database.close()
    elif kind == "pipe":
        __import__("os").mkfifo(path)
    else:
        path.write_bytes(b"no database" * 1000 if kind == "text" else b"")
    readers.append(reader := Reader(tmp_path))
    drawing = dotted(2).drawing
    reader.journal.keep(drawing)
    reader.lost()
    assert any(isinstance(told, Damaged) for told in reader.told) is (kind != "empty")
    assert stat.S_ISREG(path.stat().st_mode)
    store = JournalStore(path)
    assert store.read(drawing.key) is not None
    store.close()
    caplog.clear()


def test_a_journal_that_is_taken_away_under_it_is_made_again(tmp_path: Path, readers: list[Reader]) -> None:
    readers.append(reader := Reader(tmp_path))
    one, two = dotted(2), dotted(3)
    reader.journal.keep(one.drawing)
    assert reader.journal.flush(WAIT_S)
    for path in tmp_path.glob(f"{NAME}*"):
        path.unlink()
    reader.journal.keep(two.drawing)
    assert reader.journal.flush(WAIT_S)
    store = JournalStore(tmp_path / NAME)
    assert {found.entry.key for found in store.found()} == {one.key, two.key}
    store.close()
    assert reader.journal.close()
    assert not list((tmp_path / "sessions").glob("*.lock"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Document]]:
    """A closed journal of three drawings, and these."""
    folder = tmp_path_factory.mktemp("whole")
    documents = [dotted(count) for count in (1, 30, 120)]
    store = open_journal(folder).store
    for document in documents:
        store.write(document.drawing, DrawingRows(), "0" * 16, time.time())
    store.close()
    return folder / NAME, documents


def harmed(data: bytes, harms: list[tuple[str, float, int]]) -> bytes:
    out = bytearray(data)
    for kind, where, value in harms:
        at = int(where * (len(out) - 1)) if out else 0
        if kind == "cut":
            del out[at:]
        elif kind == "zero":
            out[at : at + 512] = bytes(len(out[at : at + 512]))
        elif out:
            out[at] ^= value
    return bytes(out)


HARMS = st.lists(
    st.tuples(st.sampled_from(["flip"] * 6 + ["zero", "cut"]), st.floats(0, 1), st.integers(1, 255)),
    min_size=1,
    max_size=6,
)


def check_harmed(
    whole: tuple[Path, list[Document]], folder: Path, harms: list[tuple[str, float, int]]
) -> int:
    """Open the harmed journal: all that comes back is true. How many drawings did."""
    source, documents = whole
    known = {document.key: document for document in documents}
    for old in folder.glob("*.sqlite*"):
        old.unlink()
    (folder / NAME).write_bytes(harmed(source.read_bytes(), harms))
    desk = journal_desk.JournalDesk(folder, 1 << 28)
    back = 0
    try:
        for entry in (*desk.lost()[0], *desk.lost()[1]):
            recovered = desk.restore(entry.key)
            if recovered is None or entry.key not in known:
                continue
            true = [step.state.sprite for step in known[entry.key].history.steps]
            seen = [step.state.sprite for step in recovered.drawing.history.steps]
            assert any(seen == true[at : at + len(seen)] for at in range(len(true)))
            back += 1
    finally:
        desk.close()
    return back


@given(harms=HARMS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_a_harmed_journal_all_that_comes_back_is_true(
    whole: tuple[Path, list[Document]], tmp_path: Path, caplog: pytest.LogCaptureFixture, harms: Any
) -> None:
    check_harmed(whole, tmp_path, harms)
    caplog.clear()


@pytest.mark.slow
def test_of_many_harmed_journals_most_drawings_come_back(
    whole: tuple[Path, list[Document]], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    back = []

    @given(harms=HARMS)
    @settings(max_examples=2000, deadline=None)
    def harm(harms: Any) -> None:
        back.append(check_harmed(whole, tmp_path, harms))

    harm()
    caplog.clear()
    print(f"{sum(back)} of {3 * len(back)} drawings came back of {len(back)} harmed journals")
    assert sum(back) > len(back)
