#!/usr/bin/env python3
"""Renyi divergences of the sampled Gaussian mechanism by numerical integration, for SampledGaussianTests.

Mironov, Talwar and Zhang 2019 (arXiv:1908.10530), section 3.3: with z from N(0, s^2) and
mu(z) = (1 - q) + q exp((2 z - 1) / (2 s^2)), the divergence of order a is log E[mu(z)^a] / (a - 1).
Nothing here uses the series of that paper: the expectation is integrated by SciPy's quad.

Usage: /usr/bin/python3 make_accountant.py > renyi.csv      (Debian's python3-scipy)
"""
import math

from scipy.integrate import quad
from scipy.special import log_ndtr

ORDERS = [1.1, 1.5, 2.0, 2.7, 3.0, 5.5, 8.0, 10.9, 16.0, 32.0]
SETTINGS = [(0.01, 1.0), (0.01, 4.0), (0.04, 1.5), (0.2, 0.7), (0.5, 2.0), (0.9, 1.3), (0.001, 0.6)]


def log_density(z, a, q, s):
    ratio = (2 * z - 1) / (2 * s * s)
    both = max(math.log1p(-q), math.log(q) + ratio)
    mixed = both + math.log(math.exp(math.log1p(-q) - both) + math.exp(math.log(q) + ratio - both))
    return a * mixed - z * z / (2 * s * s) - math.log(s * math.sqrt(2 * math.pi))


def renyi(a, q, s):
    grid = [-12 * s + i * (a + 24 * s) / 20000 for i in range(20001)]
    top = max(log_density(z, a, q, s) for z in grid)
    peaks = sorted({-12 * s, 0.0, a / 2, a, a + 12 * s, 0.5 + s * s * math.log(1 / q - 1)})
    peaks = [p for p in peaks if -12 * s <= p <= a + 12 * s]
    total = 0.0
    for low, high in zip(peaks, peaks[1:]):
        total += quad(lambda z: math.exp(log_density(z, a, q, s) - top), low, high, epsabs=0, epsrel=1e-12, limit=500)[0]
    return (top + math.log(total)) / (a - 1)


print("order,rate,noise,divergence")
for q, s in SETTINGS:
    for a in ORDERS:
        print(f"{a},{q},{s},{renyi(a, q, s):.12e}")
