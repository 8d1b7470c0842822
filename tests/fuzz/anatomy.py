"""Files taken apart into labelled parts and put together again with lengths and checksums that hold.

A fuzzer that only flips bytes tests the checksum: what stands behind it is reached by changing a part and
mending the whole.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

Part = tuple[bytes, bytes]  # a label: kind or name; and its content
_PNG = b"\x89PNG\r\n\x1a\n"
_PACKED = b"/z"  # at the end of the label of a part that was unpacked
_CEL = 0x2005


@dataclass(frozen=True)
class Anatomy:
    """`split` is only asked of files that are whole; `join` takes any parts in any order."""

    split: Callable[[bytes], list[Part]]
    join: Callable[[list[Part]], bytes]


def _split_png(data: bytes) -> list[Part]:
    parts, at = [], len(_PNG)
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        parts.append(_loose(kind, content, {b"IDAT": 0, b"fdAT": 4}.get(kind)))
        at += 12 + length
    return parts


def _join_png(parts: list[Part]) -> bytes:
    out = [_PNG]
    for label, content in parts:
        kind = label[:4].ljust(4, b"x")
        content = _packed(label, content, 4 if kind == b"fdAT" else 0)
        out += [struct.pack(">I", len(content)), kind, content]
        out.append(struct.pack(">I", zlib.crc32(kind + content)))
    return b"".join(out)


def _loose(label: bytes, content: bytes, at: int | None) -> Part:
    """A part with what is packed from `at` on unpacked, and marked so; as it is where nothing is."""
    if at is None:
        return label, content
    try:
        return label + _PACKED, content[:at] + zlib.decompress(content[at:])
    except zlib.error:
        return label, content


def _packed(label: bytes, content: bytes, at: int) -> bytes:
    return content[:at] + zlib.compress(content[at:], 1) if label.endswith(_PACKED) else content


def _split_riff(data: bytes) -> list[Part]:
    parts, at = [(b"form", data[8:12])], 12
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        parts.append((kind, data[at + 8 : at + 8 + length]))
        at += 8 + length + (length & 1)
    return parts


def _join_riff(parts: list[Part]) -> bytes:
    out = []
    for label, content in parts:
        if label == b"form":
            out.append(content)
        else:
            out.append(struct.pack("<4sI", label, len(content)) + content + b"\0" * (len(content) & 1))
    body = b"".join(out)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _split_gif(data: bytes) -> list[Part]:
    at = 13 + (3 * (2 << (data[10] & 7)) if data[10] & 0x80 else 0)
    parts = [(b"head", data[:at])]
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:
            at += 11 + (3 * (2 << (data[at + 9] & 7)) if data[at + 9] & 0x80 else 0)
        else:
            at += 2
        while data[at]:
            at += 1 + data[at]
        at += 1
        parts.append((b"block", data[start:at]))
    return [*parts, (b"end", data[at:])]


def _split_aseprite(data: bytes) -> list[Part]:
    parts, at = [(b"head", data[:128])], 128
    while at < len(data):
        size, count = struct.unpack_from("<I8xI", data, at)
        parts.append((b"frame", data[at : at + 16]))
        at += 16
        for _ in range(count):
            size, kind = struct.unpack_from("<IH", data, at)
            content = data[at + 6 : at + size]
            parts.append(_loose(struct.pack("<H", kind), content, _cel_head(kind, content)))
            at += size
    return parts


def _join_aseprite(parts: list[Part]) -> bytes:
    head, frames = b"", []
    for label, content in parts:
        if label == b"head":
            head = content
        elif label == b"frame":
            frames.append((content, []))
        elif frames:
            kind = int.from_bytes(label[:2], "little")
            packed = _packed(label, content, _cel_head(kind, content) or len(content))
            frames[-1][1].append(struct.pack("<IH", 6 + len(packed), kind) + packed)
    body = b""
    for frame, chunks in frames:
        content = b"".join(chunks)
        counts = frame[8:10].ljust(2, b"\0") + b"\0\0" + struct.pack("<I", len(chunks))
        body += struct.pack("<IHH", 16 + len(content), 0xF1FA, min(len(chunks), 0xFFFF)) + counts + content
    return struct.pack("<I", 128 + len(body)) + head[4:] + body


def _cel_head(kind: int, content: bytes) -> int | None:
    """Where the packed pixels of a cel begin; None for what has none."""
    if kind != _CEL or len(content) < 20:
        return None
    return {2: 20, 3: 48}.get(int.from_bytes(content[7:9], "little"))


def _split_zip(data: bytes) -> list[Part]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename.encode(), archive.read(info)) for info in archive.infolist()]


def _join_zip(parts: list[Part]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for label, content in parts:
            info = zipfile.ZipInfo(label.decode("latin-1"))
            # as zipfile's own writestr, which warns of a name that is there twice
            archive.NameToInfo.pop(info.filename, None)
            archive.writestr(info, content)
    return out.getvalue()


def _split_signed(data: bytes) -> list[Part]:
    lines = data.partition(b"\n")[2].split(b"\n")
    return [(b"line", b"{" + line.removeprefix(b"{").rstrip(b",}") + b"}") for line in lines]


def _join_signed(parts: list[Part]) -> bytes:
    body = b"{" + b",\n".join(content.removeprefix(b"{").removesuffix(b"}") for _, content in parts) + b"}"
    return b'{"sha256": "%s"}\n' % hashlib.sha256(body).hexdigest().encode() + body


def _split_safetensors(data: bytes) -> list[Part]:
    end = 8 + int.from_bytes(data[:8], "little")
    return [(b"head", data[8:end]), (b"data", data[end:])]


def _join_safetensors(parts: list[Part]) -> bytes:
    head = b"".join(content for label, content in parts if label == b"head")
    return len(head).to_bytes(8, "little") + head + b"".join(c for label, c in parts if label != b"head")


def _joined(parts: list[Part]) -> bytes:
    return b"".join(content for _, content in parts)


PNG = Anatomy(_split_png, _join_png)
RIFF = Anatomy(_split_riff, _join_riff)
GIF = Anatomy(_split_gif, _joined)
ASEPRITE = Anatomy(_split_aseprite, _join_aseprite)
ZIP = Anatomy(_split_zip, _join_zip)
WHOLE = Anatomy(lambda data: [(b"", data)], _joined)
SIGNED = Anatomy(_split_signed, _join_signed)
SAFETENSORS = Anatomy(_split_safetensors, _join_safetensors)
LINES = Anatomy(lambda data: [(b"", line) for line in data.splitlines(keepends=True)], _joined)
