"""How the PyTorch side of a case is drawn, computed and stored (make_cases.py runs it).

A case is a function of tensors. With v the fixed cotangent below and L = sum(out * v) over all floating outputs:
  grad    dL/dx for every input that requires it (null where x has no influence)
  second  d||dL/dx0||^2 / dx for the same inputs: what a gradient penalty needs
File: gzip of [int64 header length][JSON header][tensor data, little endian, in the header's order: in, out, grad, second].
"""
import gzip
import json
import struct
import zlib
from pathlib import Path

import numpy as np
import torch

CASES = {}
TYPES = {torch.float32: "f4", torch.float64: "f8", torch.int64: "i8", torch.bool: "b1"}


class Spec:
    """An input: how to draw it, its type, and whether its gradient is compared."""

    def __init__(self, draw, dtype=torch.float32, grad=True):
        self.draw, self.dtype, self.grad = draw, dtype, grad

    def make(self, rng):
        value = torch.from_numpy(np.array(self.draw(rng))).to(self.dtype)
        return value.requires_grad_(self.grad)

    def const(self):
        return Spec(self.draw, self.dtype, False)

    def double(self):
        return Spec(self.draw, torch.float64, self.grad)


def normal(*shape):
    return Spec(lambda r: r.standard_normal(shape))


def positive(*shape):
    return Spec(lambda r: r.uniform(0.2, 2.0, shape))


def unit(*shape):
    return Spec(lambda r: r.uniform(0.05, 0.95, shape))


def within(bound, *shape):
    return Spec(lambda r: r.uniform(-bound, bound, shape))


def below(n, *shape):
    return Spec(lambda r: r.integers(0, n, shape), torch.int64, False)


def distinct(n, *shape):
    return Spec(lambda r: r.permutation(n)[: int(np.prod(shape))].reshape(shape), torch.int64, False)


def mask(*shape):
    return Spec(lambda r: r.random(shape) < 0.5, torch.bool, False)


def values(*numbers):
    return Spec(lambda r: np.array(numbers), torch.float32, False)


def cotangent(t):
    i = torch.arange(t.numel(), dtype=torch.int64)
    return (((i * 7 + 3) % 11 - 5).to(t.dtype) / 4).reshape(t.shape)


def weighted(outputs):
    floats = [o for o in outputs if o.is_floating_point() and o.requires_grad]
    return sum((o * cotangent(o)).sum() for o in floats) if floats else None


def derivatives(outputs, sources, second):
    loss = weighted(outputs)
    if loss is None or not sources:
        return [], []
    first = torch.autograd.grad(loss, sources, create_graph=second, allow_unused=True)
    if not second:
        return first, []
    penalty = first[0].square().sum()
    if not penalty.requires_grad:
        return first, [None] * len(sources)
    return first, torch.autograd.grad(penalty, sources, allow_unused=True)


def as_list(result):
    if isinstance(result, torch.Tensor):
        return [result]
    flat = []
    for item in result:
        flat.extend(as_list(item))
    return flat


def case(name, function, *specs, second=False):
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    inputs = [s.make(rng) for s in specs]
    add(name, [(f"x{i}", x, x.requires_grad) for i, x in enumerate(inputs)], lambda: as_list(function(*inputs)), second)


def module(name, net, *specs, second=False, call=None):
    """A module's parameters and buffers are inputs under their names; its buffers after the call are outputs as well."""
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    inputs = [s.make(rng) for s in specs]
    named = [(f"x{i}", x, x.requires_grad) for i, x in enumerate(inputs)]
    for key, p in net.named_parameters():
        with torch.no_grad():
            p.copy_(torch.from_numpy(rng.standard_normal(tuple(p.shape)) * 0.5))
        named.append(("p:" + key, p, True))
    for key, b in net.named_buffers():
        if b.is_floating_point():
            b.copy_(torch.from_numpy(rng.uniform(0.5, 1.5, tuple(b.shape))))
        named.append(("b:" + key, b.clone(), False))

    def run():
        outputs = as_list(call(net, *inputs) if call else net(*inputs))
        return outputs + [b.clone() for _, b in net.named_buffers()]

    add(name, named, run, second)


def add(name, named, run, second):
    assert name not in CASES, name
    stored = [(n, t.detach().clone(), g) for n, t, g in named]
    outputs = run()
    sources = [t for _, t, g in named if g]
    grads, seconds = derivatives(outputs, sources, second)
    CASES[name] = stored, [o.detach() for o in outputs], grads, seconds


def write(path):
    cases, data = [], []

    def describe(t):
        if t is None:
            return None
        data.append(t.detach().contiguous().numpy().tobytes())
        return {"t": TYPES[t.dtype], "s": list(t.shape)}

    for name, (stored, outputs, grads, seconds) in CASES.items():
        cases.append({
            "name": name,
            "in": [{"n": n, "g": g, **describe(t)} for n, t, g in stored],
            "out": [describe(t) for t in outputs],
            "grad": [describe(t) for t in grads],
            "second": [describe(t) for t in seconds],
        })
    header = json.dumps({"torch": torch.__version__, "cases": cases}, separators=(",", ":")).encode()
    with open(path, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write(struct.pack("<q", len(header)) + header + b"".join(data))
    print(f"{len(cases)} cases, {sum(bool(c['grad']) for c in cases)} with gradients, "
          f"{sum(bool(c['second']) for c in cases)} with second gradients, {Path(path).stat().st_size} bytes")

