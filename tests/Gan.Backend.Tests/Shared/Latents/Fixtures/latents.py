#!/usr/bin/env python3
"""Writes latents.json: latents of seeds by rule 1 of docs/latents.md, computed here from the page alone, without Gan.Net.

Python's floats are IEEE 754 doubles and its + - * / and sqrt round correctly. Besides, each number is compared with the
same formula on the machine's own log, cos and sin. Run: python3 latents.py > latents.json
"""
import json
import math
import struct

MASK = (1 << 64) - 1
LN2 = float.fromhex("0x1.62e42fefa39efp-1")
HALF_PI = float.fromhex("0x1.921fb54442d18p+0")
ROOT2 = float.fromhex("0x1.6a09e667f3bcdp+0")


def splitmix(state):
    """All outputs of SplitMix64 (Steele, Lea and Flood 2014, figure 17) from a state on."""
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def output(state, n):
    """Output n: SplitMix64 adds a constant to its state, so that it can be set to any place."""
    return next(splitmix((state + 0x9E3779B97F4A7C15 * n) & MASK))


def ln(x):
    m, e = math.frexp(x)  # m in [1/2, 1)
    m, e = m * 2, e - 1
    if m > ROOT2:
        m, e = m / 2, e + 1
    t = (m - 1) / (m + 1)
    s = t * t
    total = 1 / 23
    for k in (21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1):
        total = total * s + 1 / k
    return e * LN2 + 2 * t * total


def turn(v):
    q = 4 * v
    n = math.floor(q + 0.5)
    x = (q - n) * HALF_PI
    s = x * x
    c = 1.0
    for k in (18, 16, 14, 12, 10, 8, 6, 4, 2):
        c = 1 - s / (k * (k - 1)) * c
    d = 1.0
    for k in (17, 15, 13, 11, 9, 7, 5, 3):
        d = 1 - s / (k * (k - 1)) * d
    d = x * d
    return [(c, d), (-d, c), (-c, -d), (d, -c)][n % 4]


def single(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def normals(key):
    """Normal numbers of a stream, as float32."""
    n = 0
    while True:
        u = ((output(key, n) >> 11) + 1) / 2**53
        v = (output(key, n + 1) >> 11) / 2**53
        r = math.sqrt(-2 * ln(u))
        c, s = turn(v)
        own = math.sqrt(-2 * math.log(u))
        assert abs(r * c - own * math.cos(2 * math.pi * v)) < 1e-14
        assert abs(r * s - own * math.sin(2 * math.pi * v)) < 1e-14
        yield single(r * c)
        yield single(r * s)
        n += 2


def row(seed, number, size, bound=None):
    stream = normals(output(output(seed, 7), number))
    values = [next(stream) for _ in range(size)]
    for i, value in enumerate(values):
        if bound is not None and abs(value) > bound:
            again = normals(output(output(output(seed, 11), number), i))
            values[i] = next(z for z in again if abs(z) <= bound)
    return values


def case(seed, first, rows, size, bound=None):
    values = [z for i in range(first, first + rows) for z in row(seed, i, size, bound)]
    return {
        "seed": str(seed if seed < 2**63 else seed - 2**64),
        "first": first,
        "rows": rows,
        "size": size,
        "bound": bound,
        "bits": [f"{struct.unpack('<I', struct.pack('<f', z))[0]:08x}" for z in values],
    }


if __name__ == "__main__":
    many = [z for i in range(400) for z in row(3, i, 100)]
    mean = sum(many) / len(many)
    variance = sum(z * z for z in many) / len(many)
    assert abs(mean) < 0.02 and abs(variance - 1) < 0.03, (mean, variance)
    cases = [
        case(0, 0, 2, 8),
        case(1, 0, 1, 100),
        case(42, 5, 3, 7),
        case(2**64 - 1, 0, 1, 4),
        case(2**63, 1_000_000_000_000, 1, 3),
        case(7, 0, 2, 16, bound=0.5),
        case(7, 0, 1, 16, bound=0.01),
        case(12345678901234567, 2, 1, 1),
    ]
    print("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]")
