#!/usr/bin/env python3
"""Makes distances.json: the distances between feature sets and the similarity of images, by NumPy and SciPy.

Written from the papers' definitions with plain loops and SciPy's own functions, so that it shares nothing with the library under test.
Run with NumPy 1.24 and SciPy 1.10 (Debian: python3-scipy): ./make_distances.py
Features are rounded to four decimals, so both sides start from the same doubles.
"""
import json
import pathlib

import numpy as np
import scipy.linalg
import scipy.signal
import scipy.stats

numbers = np.random.default_rng(2017)


def frechet(x, y):
    sx, sy = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    # tr (SxSy)^1/2 is the nuclear norm of the product of the centred data: no root of a rounded zero.
    cx, cy = (x - x.mean(0)) / np.sqrt(len(x) - 1), (y - y.mean(0)) / np.sqrt(len(y) - 1)
    root = np.linalg.norm(cx @ cy.T, "nuc")
    if np.linalg.matrix_rank(sx) == x.shape[1] == np.linalg.matrix_rank(sy):
        assert abs(np.trace(scipy.linalg.sqrtm(sx @ sy)).real - root) < 1e-9 * root
    return ((x.mean(0) - y.mean(0)) ** 2).sum() + np.trace(sx) + np.trace(sy) - 2 * root


def kernel(x, y):
    k = lambda a, b: (float(a @ b) / len(a) + 1) ** 3
    m, n = len(x), len(y)
    xx = sum(k(x[i], x[j]) for i in range(m) for j in range(m) if i != j) / (m * (m - 1))
    yy = sum(k(y[i], y[j]) for i in range(n) for j in range(n) if i != j) / (n * (n - 1))
    return xx + yy - 2 * sum(k(a, b) for a in x for b in y) / (m * n)


def radii(x, k):
    return [sorted(np.linalg.norm(x[i] - x[j]) for j in range(len(x)) if j != i)[k - 1] for i in range(len(x))]


def share_within(rows, centres, k):
    reach = radii(centres, k)
    return sum(any(np.linalg.norm(r - c) <= d for c, d in zip(centres, reach)) for r in rows) / len(rows)


def density_coverage(real, fake, k):
    inside = [[np.linalg.norm(f - r) < d for f in fake] for r, d in zip(real, radii(real, k))]
    return sum(map(sum, inside)) / (k * len(fake)), sum(map(any, inside)) / len(real)


def sliced(x, y, directions, order):
    total = 0
    for direction in directions:
        u = direction / np.linalg.norm(direction)
        a, b = x @ u, y @ u
        if order == 1:
            total += scipy.stats.wasserstein_distance(a, b)
        else:  # repeated until both have as many
            a, b = np.sort(np.repeat(a, len(y))), np.sort(np.repeat(b, len(x)))
            total += ((a - b) ** 2).mean()
    return (total / len(directions)) ** (1 / order)


def image(shape, phase):
    n, c, h, w = np.indices(shape).astype(float)
    return 0.6 * np.sin(0.31 * h + 0.17 * w * (c + 1) + phase * n) + 0.4 * np.cos(0.013 * (phase + 1) * h * w + n)


def ms_ssim(x, y):
    offsets = np.arange(11) - 5
    g = np.exp(-(offsets**2) / (2 * 1.5**2))
    window = np.outer(g, g) / g.sum() ** 2
    weights = np.array([0.0448, 0.2856, 0.3001, 0.2363, 0.1333])
    scales, side = 1, min(x.shape)
    while scales < 5 and side // 2 >= 11:
        scales, side = scales + 1, side // 2
    weights = weights[:scales] / weights[:scales].sum()
    value = 1
    for s in range(scales):
        blur = lambda z: scipy.signal.convolve2d(z, window, mode="valid")
        mx, my = blur(x), blur(y)
        vx, vy, cov = blur(x * x) - mx * mx, blur(y * y) - my * my, blur(x * y) - mx * my
        cs = (2 * cov + 0.06**2) / (vx + vy + 0.06**2)
        luminance = (2 * mx * my + 0.02**2) / (mx**2 + my**2 + 0.02**2)
        value *= max(0, (cs * luminance if s == scales - 1 else cs).mean()) ** weights[s]
        h, w = x.shape[0] // 2, x.shape[1] // 2
        x, y = (z[: 2 * h, : 2 * w].reshape(h, 2, w, 2).mean((1, 3)) for z in (x, y))
    return value


def case(name, real, fake):
    real, fake = np.round(real, 4), np.round(fake, 4)
    width = real.shape[1]
    directions = np.round(numbers.normal(size=(7, width)), 4)
    density, coverage = density_coverage(real, fake, 5)
    return dict(
        name=name, width=width, real=real.ravel().tolist(), fake=fake.ravel().tolist(), directions=directions.ravel().tolist(),
        frechet=frechet(real, fake), kernel=kernel(real, fake),
        precision=share_within(fake, real, 3), recall=share_within(real, fake, 3), density=density, coverage=coverage,
        sliced1=sliced(real, fake, directions, 1), sliced2=sliced(real, fake, directions, 2))


def draw(count, width, scale=1.0, shift=0.0):
    return numbers.normal(size=(count, width)) @ (np.eye(width) + 0.3 * numbers.normal(size=(width, width))) * scale + shift


def flat(features):
    features[:, [0, 3]] = 1.5
    return features


cases = [
    case("full", draw(60, 6), draw(45, 6, 1.1, 0.4)),
    case("equal counts", draw(40, 4), draw(40, 4, 0.7)),
    case("fewer samples than features", draw(10, 20), draw(12, 20, shift=0.3)),
    case("no variance in two features", flat(draw(30, 5)), flat(draw(25, 5, 1.2, 0.2))),
    case("a large mean", draw(50, 5, 0.1, 1000), draw(40, 5, 0.1, 1000.05)),
]
images = []
for shape in ([3, 1, 28, 28], [2, 3, 47, 40], [1, 1, 180, 177]):
    x = image(shape, 0.2)
    y = 0.7 * x + 0.3 * image(shape, 1.1)
    images.append(dict(shape=shape, similarity=[np.mean([ms_ssim(a, b) for a, b in zip(p, q)]) for p, q in zip(x, y)]))
pathlib.Path(__file__).with_name("distances.json").write_text(json.dumps(dict(cases=cases, images=images)) + "\n")
for c in cases:
    print(c["name"], {k: v for k, v in c.items() if isinstance(v, float)})
print(images)
