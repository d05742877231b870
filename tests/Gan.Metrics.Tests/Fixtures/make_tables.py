"""Writes tables.json: two small tables and what SciPy and NumPy say of them. python3 make_tables.py"""

import json
import pathlib

import numpy as np
from scipy import stats

random = np.random.RandomState(3)


def draw(rows, shift, words):
    x = np.round(random.normal(shift, 1, rows), 2)
    y = np.round(x * 0.5 + random.normal(0, 1, rows), 2)
    return [[f"{a:g}", f"{b:g}", words[random.randint(len(words))]] for a, b in zip(x, y)]


real = draw(60, 0, ["a", "a", "b", "c"])
synthetic = draw(50, 0.4, ["a", "b", "b", "d"])
synthetic[7] = list(real[3])
synthetic[9] = list(real[3])


def numbers(table, column):
    return np.array([float(row[column]) for row in table])


def shares(values):
    return {value: values.count(value) / len(values) for value in set(values)}


def variation(a, b):
    first, second = shares(a), shares(b)
    return sum(abs(first.get(key, 0) - second.get(key, 0)) for key in set(first) | set(second)) / 2


def tenths(table, column):
    bounds = np.sort(numbers(real, column))[[i * len(real) // 10 for i in range(1, 10)]]
    return [int((bounds <= value).sum()) for value in numbers(table, column)]


def joint(table):
    return list(zip(tenths(table, 0), [row[2] for row in table]))


def distance(a, b):
    total = 0
    for column in range(2):
        values = numbers(real, column)
        total += abs(float(a[column]) - float(b[column])) / (values.max() - values.min())
    return (total + (a[2] != b[2])) / 3


nearest = sorted(min(distance(row, other) for other in real) for row in synthetic)
written = {
    "real": real,
    "synthetic": synthetic,
    "ks": [float(stats.ks_2samp(numbers(real, i), numbers(synthetic, i)).statistic) for i in range(2)],
    "variation": variation([row[2] for row in real], [row[2] for row in synthetic]),
    "correlation": [float(stats.pearsonr(numbers(t, 0), numbers(t, 1))[0]) for t in (real, synthetic)],
    "joint": variation(joint(real), joint(synthetic)),
    "nearest": nearest,
}
pathlib.Path(__file__).with_name("tables.json").write_text(json.dumps(written) + "\n")
