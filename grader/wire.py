"""What may pass between the judge and a worker: typed, capped, never pickled.

A frame is a 4-byte little-endian length followed by one msgpack message. The judge decodes into
the Structs below and nothing else; inputs travel the other way as opaque bytes (the judge is
trusted by its workers), which also serve as the key under which an answer is remembered.
"""

import math
import struct
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias, get_args

import msgspec
import numpy as np
from msgspec import Meta

MAX_FRAME = 16 * 2**20  # bytes of one frame from a worker
MAX_ARRAY = 4 * 2**20  # bytes of one observed array
MAX_TEXT = 4000  # characters of one observed or reported string
MAX_NAME = 1000  # characters of the name of an observed value
MAX_STRINGS = 1000  # of one observed tensor or list
LENGTH = struct.Struct("<I")

DType = Literal[
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64", "complex64", "complex128",
]  # fmt: skip
DTYPES: frozenset[str] = frozenset(get_args(DType))
MAX_ANSWERS = 64 * 2**20  # bytes of all frames of one student's worker
_ARRAY_EXT = 1

# What a worker sends is capped in number and in length as well: a byte of a frame can become
# twenty in memory, and what is long takes long to read.
Text: TypeAlias = Annotated[str, Meta(max_length=MAX_TEXT)]
Name: TypeAlias = Annotated[str, Meta(max_length=MAX_NAME)]


class Array(msgspec.Struct, frozen=True, array_like=True, tag="array"):
    """A tensor that left a worker: its dtype, shape and little-endian, C-ordered bytes."""

    dtype: DType
    shape: tuple[int, ...]
    data: bytes

    def __post_init__(self) -> None:
        if len(self.shape) > 32 or any(size < 0 for size in self.shape):
            raise ValueError("not a shape")
        if math.prod(size or 1 for size in self.shape) > MAX_ARRAY:
            raise ValueError("no array has this shape")  # not even one without elements
        if math.prod(self.shape) * np.dtype(self.dtype).itemsize != len(self.data):
            raise ValueError("the bytes do not fill the shape")

    def numpy(self) -> np.ndarray[Any, Any]:
        """The same numbers as a read-only NumPy array."""
        return np.frombuffer(self.data, dtype=self.dtype).reshape(self.shape)

    @staticmethod
    def of(values: np.ndarray[Any, Any]) -> "Array":
        """The wire form of a numeric NumPy array; its dtype must be one of `DTYPES`."""
        name = values.dtype.name
        if name not in DTYPES:
            raise ValueError(f"dtype {name} does not travel")
        return Array(name, tuple(values.shape), np.ascontiguousarray(values).tobytes())


class Strings(msgspec.Struct, frozen=True, array_like=True, tag="strings"):
    """A tensor, an array or a list of strings: its shape and, in C order, what it holds."""

    shape: tuple[int, ...]
    texts: Annotated[tuple[Text, ...], Meta(max_length=MAX_STRINGS)]

    def __post_init__(self) -> None:
        if len(self.shape) > 32 or any(size < 0 for size in self.shape):
            raise ValueError("not a shape")
        if math.prod(size or 1 for size in self.shape) > MAX_STRINGS:
            raise ValueError("no tensor of strings has this shape")
        if math.prod(self.shape) != len(self.texts):
            raise ValueError("the strings do not fill the shape")

    def numpy(self) -> np.ndarray[Any, Any]:
        """The same strings as an array of objects."""
        return np.array(self.texts, dtype=object).reshape(self.shape)

    @staticmethod
    def of(values: np.ndarray[Any, Any]) -> "Strings":
        """The wire form of an array of Python strings."""
        return Strings(tuple(values.shape), tuple(values.ravel().tolist()))


class Listed(msgspec.Struct, frozen=True, array_like=True, tag="listed"):
    """A Python list or tuple of numbers or of strings: where a tensor is right it is wrong."""

    values: Array | Strings


class Change(msgspec.Struct, frozen=True, array_like=True, tag="change"):
    """The same observed twice in one code, such as outputs before and after saving.

    Whether `before` is right is not asked: `after` must have changed as it does in the reference.
    """

    before: Array
    after: Array


class Strange(msgspec.Struct, frozen=True, array_like=True, tag="strange"):
    """Something that is no observation: a dict, a symbolic tensor, …

    detail: the name of its type ("object"), its dtype ("dtype"), its shape ("large"), or nothing.
    """

    kind: Literal["object", "symbolic", "int", "dtype", "large"]
    detail: Text


Value: TypeAlias = None | bool | int | float | Text | Array | Strings | Listed | Change | Strange
Observation: TypeAlias = Annotated[dict[Name, Value], Meta(max_length=200)]


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """One line of the student's own code in a traceback (1-based line of the source graded).

    file: of a module of the student's, by its path beside the source; empty for the source itself.
    start, end: the characters of the line, from 0, that were being executed; both 0 if unknown.
    operation: what was called, looked up or computed there ("reduce_mean", "subtract"), if known.
    """

    line: int
    function: Text
    file: Text = ""
    start: int = 0
    end: int = 0
    operation: Name = ""


class Use(msgspec.Struct, frozen=True, array_like=True):
    """A built-in that is to be written was called: its dotted name, and what of the student's did.

    frame: the innermost line of theirs; None where none ran. derived: the class of theirs that is
    derived from it, on an object of which it was called.
    """

    name: Text
    frame: Frame | None = None
    derived: Text = ""


Uses: TypeAlias = Annotated[tuple[Use, ...], Meta(max_length=20)]


class Failure(msgspec.Struct, frozen=True, array_like=True, tag="failure"):
    """A probe (or the loading of the code) that ended in an exception.

    `kind` is "raised", "missing" (a required name is not defined; `message` is the name), "exit"
    (the code tried to end the program) or "shortcut" (it came from a built-in that is to be
    written; `message` is its name).
    """

    kind: Literal["raised", "missing", "exit", "shortcut"]
    error: Text
    message: Text
    frames: Annotated[tuple[Frame, ...], Meta(max_length=50)] = ()


class Start(msgspec.Struct, frozen=True, array_like=True, tag="start"):
    """What a worker is for: the codes to load, by module name, and the probes put to them.

    A confined worker locks itself down before any of it is loaded. `modules` are files that the
    codes may import, by their path. `forbidden` are the built-ins that are to be written; they
    answer something else where they are `spoiled`.
    """

    nonce: bytes
    codes: dict[str, str]
    probes: str
    forbidden: tuple[str, ...]
    scratch: str
    confined: bool
    memory: int  # bytes
    seconds: int  # of processor time
    scratch_bytes: int = 64 * 2**20
    modules: dict[str, str] = {}
    spoiled: bool = False


class Ask(msgspec.Struct, frozen=True, array_like=True, tag="ask"):
    """One probe put to one code, for each of the inputs in turn."""

    nonce: bytes
    code: str
    probe: str
    inputs: tuple[bytes, ...]


class Locked(msgspec.Struct, frozen=True, array_like=True, tag="locked"):
    """The worker is confined and has loaded the probes; nothing of the student's has run yet."""

    nonce: bytes
    protections: tuple[str, ...]


# What a file may change for all code: Keras's default dtype and policy, whether a tf.function and
# everything runs eagerly, warnings as errors, tensors that behave like arrays; "graphs" is what
# cannot be made eager again.
Setting: TypeAlias = Literal[
    "floatx", "policy", "functions", "eager", "graphs", "warnings", "numpy"
]  # fmt: skip


class Loaded(msgspec.Struct, frozen=True, array_like=True, tag="loaded"):
    """The codes are loaded: what each defines, what stopped it, which settings were changed.

    Student code has run by now, and may have sent this itself.
    """

    nonce: bytes
    names: dict[Name, Annotated[tuple[Name, ...], Meta(max_length=500)]]
    failures: dict[Name, Failure]
    settings: Annotated[tuple[Setting, ...], Meta(max_length=10)] = ()
    uses: Uses = ()


class Refused(msgspec.Struct, frozen=True, array_like=True, tag="refused"):
    """The worker would not start: a protection is missing (`unprotected`), or our code failed."""

    nonce: bytes
    reason: str
    unprotected: bool


class Answer(msgspec.Struct, frozen=True, array_like=True, tag="answer"):
    """What one input gave: an observation or a failure."""

    nonce: bytes
    index: int
    result: Observation | Failure
    uses: Uses = ()


FromWorker: TypeAlias = Locked | Loaded | Refused | Answer
_decoder = msgspec.msgpack.Decoder(FromWorker)
_encoder = msgspec.msgpack.Encoder()


def encode(message: Start | Ask | FromWorker) -> bytes:
    """The frame that carries a message."""
    body = _encoder.encode(message)
    return LENGTH.pack(len(body)) + body


def decode(body: bytes) -> FromWorker:
    """The message in a frame from a worker; raises `msgspec.MsgspecError` for anything else."""
    try:
        message: FromWorker = _decoder.decode(body)
    except UnicodeDecodeError as error:
        raise msgspec.DecodeError(str(error)) from None
    return message


def encode_inputs(inputs: Mapping[str, Any], *, in_order: bool = False) -> bytes:
    """Drawn inputs (numbers, strings, None, arrays, lists and dicts of them) as bytes.

    in_order: names keep their order, in which they are shown; else equal inputs are equal bytes.
    """
    order: Literal["deterministic"] | None = None if in_order else "deterministic"
    return msgspec.msgpack.encode(dict(inputs), enc_hook=_array_to_ext, order=order)


def decode_inputs(data: bytes) -> dict[str, Any]:
    """The inputs again, their arrays fresh and writable."""
    return msgspec.msgpack.decode(data, type=dict[str, Any], ext_hook=_ext_to_array)


def _array_to_ext(value: object) -> msgspec.msgpack.Ext:
    if isinstance(value, np.ndarray | np.generic):
        return msgspec.msgpack.Ext(_ARRAY_EXT, _encoder.encode(Array.of(np.asarray(value))))
    raise TypeError(f"a check drew a {type(value).__name__}, which cannot travel to a worker")


def _ext_to_array(code: int, data: memoryview) -> np.ndarray[Any, Any]:
    if code != _ARRAY_EXT:
        raise ValueError(f"unknown extension {code}")
    return msgspec.msgpack.decode(data, type=Array).numpy().copy()
