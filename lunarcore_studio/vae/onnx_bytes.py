"""Write a computation down as the bytes of an ONNX model; any thread.

The `onnx` package would be one more dependency of twenty megabytes for a hundred lines: an ONNX file is a
protocol buffer, which is a row of numbered fields. Only what `inference_graph` says can be said here.
Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3, whose field numbers stand below.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

IR_VERSION: Final = 8
OPSET: Final = 17
PRODUCER: Final = "LunarCore Studio"

FLOAT: Final = 1
INT64: Final = 7
TYPES: Final = {np.dtype(np.float32): FLOAT, np.dtype(np.int64): INT64}

Shape = Sequence[int | str]
Attribute = float | int | str | Sequence[int]


class GraphWriter:
    """Collects nodes and constants in the order of computation; `model` gives the bytes of the whole."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        # In pieces and as the arrays' own memory, since every joining copies tens of megabytes.
        self._constants: list[bytes | memoryview] = []
        self._inputs: list[bytes] = []
        self._count = 0

    def input(self, name: str, shape: Shape) -> str:
        """A float32 input of that name; a string in the shape is a size that is known only at use."""
        self._inputs.append(_bytes(11, _value(name, shape)))
        return name

    def constant(self, array: NDArray[Any]) -> str:
        """The name of `array`, float32 or int64, in the graph; not to be changed before `model` is called."""
        name, raw = self._fresh("c"), np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
        fields = [_integer(1, size) for size in array.shape]
        fields += [_integer(2, TYPES[array.dtype]), _text(8, name), _head(9, len(raw))]
        head = b"".join(fields)
        self._constants += [_head(5, len(head) + len(raw)), head, raw]
        return name

    def node(self, operator: str, *inputs: str, **attributes: Attribute) -> str:
        """The name of what `operator` makes of `inputs`."""
        return self.nodes(operator, 1, *inputs, **attributes)[0]

    def nodes(self, operator: str, count: int, *inputs: str, **attributes: Attribute) -> tuple[str, ...]:
        """The names of the `count` results of `operator`."""
        outputs = tuple(self._fresh("v") for _ in range(count))
        self._append(operator, inputs, outputs, attributes)
        return outputs

    def model(self, outputs: Mapping[str, str]) -> bytes:
        """The model whose outputs {name: what it is} are float32; inputs are those asked for so far."""
        for name, value in outputs.items():
            self._append("Identity", (value,), (name,), {})
        graph = [*self._nodes, _text(2, "network"), *self._constants, *self._inputs]
        graph += [_bytes(12, _value(name, None)) for name in outputs]
        opset = _bytes(8, _text(1, "") + _integer(2, OPSET))
        graph_head = _head(7, sum(len(part) for part in graph))
        graph[:0] = [_integer(1, IR_VERSION), _text(2, PRODUCER), opset, graph_head]
        return b"".join(graph)

    def _append(
        self,
        operator: str,
        inputs: Sequence[str],
        outputs: Sequence[str],
        attributes: Mapping[str, Attribute],
    ) -> None:
        fields = [_text(1, name) for name in inputs] + [_text(2, name) for name in outputs]
        fields += [_text(3, self._fresh("n")), _text(4, operator)]
        fields += [_bytes(5, _attribute(name, value)) for name, value in attributes.items()]
        self._nodes.append(_bytes(1, b"".join(fields)))

    def _fresh(self, letter: str) -> str:
        self._count += 1
        return f"{letter}{self._count}"


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, float):
        return _text(1, name) + _key(2, 5) + struct.pack("<f", value) + _integer(20, 1)
    if isinstance(value, int):
        return _text(1, name) + _integer(3, value) + _integer(20, 2)
    if isinstance(value, str):
        return _text(1, name) + _text(4, value) + _integer(20, 3)
    return _text(1, name) + b"".join(_integer(8, each) for each in value) + _integer(20, 7)


def _value(name: str, shape: Shape | None) -> bytes:
    """A named float32 tensor; a shape of None is left for the reader to infer."""
    tensor = _integer(1, FLOAT)
    if shape is not None:
        sizes = [_integer(1, size) if isinstance(size, int) else _text(2, size) for size in shape]
        tensor += _bytes(2, b"".join(_bytes(1, size) for size in sizes))
    return _text(1, name) + _bytes(2, _bytes(1, tensor))


def _key(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _integer(field: int, value: int) -> bytes:
    return _key(field, 0) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _head(field, len(value)) + value


def _head(field: int, length: int) -> bytes:
    """What stands before a field of that many bytes."""
    return _key(field, 2) + _varint(length)


def _varint(value: int) -> bytes:
    """Seven bits a byte, lowest first; negative numbers as 64 bits."""
    value &= (1 << 64) - 1
    result = bytearray()
    while value > 127:
        result.append(value & 127 | 128)
        value >>= 7
    result.append(value)
    return bytes(result)
