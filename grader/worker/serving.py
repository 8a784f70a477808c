"""How does a worker spend its life? It starts, loads, and answers one request at a time."""

import gc
import linecache
import os
import random
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

import keras
import msgspec
import numpy as np

from grader import wire
from grader.probing import graphs
from grader.worker import loading, observing, stand_ins
from grader.worker.built_ins import BuiltIns
from grader.worker.loading import Code
from grader.worker.settings import Settings

Confine: TypeAlias = Callable[[wire.Start, int, int], tuple[str, ...]]
SEED = 20170  # of Python, NumPy and so Keras before every input: answers depend on it alone


def serve(read: int, write: int, confine: Confine) -> None:
    """Answer requests from the pipe `read` on the pipe `write` until it closes."""
    start = msgspec.msgpack.decode(_receive(read), type=wire.Start)
    probes: Code | None = None
    try:
        protections = _prepare(start, read, write, confine)
        probes, failure = loading.load("probes", start.probes, start.scratch)
        if failure is not None:
            raise failure
        loading.put_beside(start.modules, start.scratch)
        own = loading.path_of(next(iter(start.codes), ""), start.scratch)
        file_of = partial(loading.file_of, own=own)
        built_ins = BuiltIns(start.forbidden, start.spoiled, file_of)
    except BaseException as error:
        _send(write, _refused(start, error, probes))
        return
    _send(write, wire.Locked(start.nonce, protections))
    codes, failures, settings = _load(start)
    _write_out()
    names = {name: loading.names_in(code) for name, code in codes.items()}
    _send(write, wire.Loaded(start.nonce, names, failures, settings, built_ins.uses()))
    built_ins.answering = True
    gc.enable()
    while body := _receive(read):
        ask = msgspec.msgpack.decode(body, type=wire.Ask)
        for index, inputs in enumerate(ask.inputs):
            result = _answer(codes[ask.code], probes, ask.probe, wire.decode_inputs(inputs))
            _write_out()
            _send(write, wire.Answer(ask.nonce, index, result, built_ins.uses()))


def _refused(start: wire.Start, error: BaseException, probes: Code | None) -> wire.Refused:
    said = f"{type(error).__name__}: {error}"
    if probes is None:
        known = type(error).__name__ == "Uncontained"  # its module exists on Linux only
        reason = f"The code was not run: {error if known else said}"
        return wire.Refused(start.nonce, reason, unprotected=True)
    frames = observing.failure_of(error, probes).frames
    line = f", line {frames[-1].line}" if frames else ""
    return wire.Refused(start.nonce, f"probes.py{line}: {said}", unprotected=False)


def _prepare(start: wire.Start, read: int, write: int, confine: Confine) -> tuple[str, ...]:
    """Lock the process down (student code) or only tidy it (our own code)."""
    linecache.getlines(str(graphs.__file__))  # AutoGraph reads the source of what it converts
    protections = (confine if start.confined else tidy)(start, read, write)
    os.chdir(start.scratch)
    tempfile.tempdir = start.scratch
    stand_ins.put_in_place()
    return protections


def tidy(start: wire.Start, read: int, write: int) -> tuple[str, ...]:
    """What every worker gets: no standard input, its output in files of its own folder."""
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    for fd, name in ((1, "stdout"), (2, "stderr")):
        path = os.path.join(start.scratch, name)
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), fd)
    return ("own process", "minimal environment", "scratch folder", "deadlines")


def _load(
    start: wire.Start,
) -> tuple[dict[str, Code], dict[str, wire.Failure], tuple[wire.Setting, ...]]:
    codes: dict[str, Code] = {}
    failures: dict[str, wire.Failure] = {}
    changed: dict[wire.Setting, None] = {}
    for name, source in start.codes.items():
        keras.utils.set_random_seed(SEED)  # once: it empties TensorFlow's kernel cache (3 ms)
        stand_ins.run_as(loading.path_of(name, start.scratch))
        before = Settings()
        codes[name], error = loading.load(name, source, start.scratch)
        changed |= dict.fromkeys(before.put_back())
        if error is not None:
            failures[name] = observing.failure_of(error, codes[name])
    return codes, failures, tuple(changed)


def _answer(
    code: Code, probes: Code, probe: str, inputs: Mapping[str, Any]
) -> wire.Observation | wire.Failure:
    try:
        random.seed(SEED)  # Keras draws its own seeds from here
        np.random.seed(SEED)
        return observing.observation_of(getattr(probes, probe)(code, **inputs))
    except BaseException as error:
        return observing.failure_of(error, code)


def _write_out() -> None:
    """Let what student code printed be in its file, even if the worker dies next."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            continue


def _receive(fd: int) -> bytes:
    """The next frame's body; empty once the judge has closed its end."""
    head = _exactly(fd, wire.LENGTH.size)
    return _exactly(fd, wire.LENGTH.unpack(head)[0]) if head else b""


def _exactly(fd: int, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = os.read(fd, size - len(parts))
        if not part:
            return b""
        parts += part
    return bytes(parts)


def _send(fd: int, message: wire.FromWorker) -> None:
    data = memoryview(wire.encode(message))
    while data:
        data = data[os.write(fd, data) :]
