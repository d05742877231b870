#!/usr/bin/env python3
"""Makes text-measures.json: BLEU by NLTK, and n-gram models and Frechet distances from their definitions.

The model is Witten and Bell's interpolation as Chen and Goodman 1998 give it (section 2.5), by a plain recursion.
Run with NLTK 3.8 and SciPy (Debian: python3-nltk, python3-scipy): ./make_text_measures.py
"""
import collections
import json
import math
import pathlib

import numpy as np
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu
from scipy.linalg import sqrtm

numbers = np.random.default_rng(2002)


def texts(count, tokens, longest):
    return [numbers.integers(1, tokens, numbers.integers(1, longest + 1)).tolist() for _ in range(count)]


def bleu(texts, references, n):
    smoothing = SmoothingFunction().method1
    weights = [1 / n] * n
    scores = []
    for i, text in enumerate(texts):
        others = references if references is not texts else texts[:i] + texts[i + 1 :]
        scores.append(sentence_bleu(others, text, weights, smoothing_function=smoothing))
    return float(np.mean(scores))


def marked(text, n):
    return ["start"] * (n - 1) + list(text) + ["end"]


def unlikelihood(learnt, judged, tokens, n):
    followers = collections.defaultdict(collections.Counter)
    for text in (marked(text, n) for text in learnt):
        for t in range(n - 1, len(text)):
            for length in range(n):
                followers[tuple(text[t - length : t])][text[t]] += 1

    def probability(token, context):
        shorter = probability(token, context[1:]) if context else 1 / tokens
        seen = followers[tuple(context)]
        if not seen:
            return shorter
        kinds = len(seen)
        return (seen[token] + kinds * shorter) / (sum(seen.values()) + kinds)

    logs = []
    for text in (marked(text, n) for text in judged):
        logs += [math.log(probability(text[t], text[t - n + 1 : t])) for t in range(n - 1, len(text))]
    return -float(np.mean(logs))


def frechet(real, made, n):
    """With all runs of the real texts, in any order."""
    runs = sorted({tuple(text[t : t + n]) for text in real for t in range(len(text) - n + 1)})

    def rows(texts):
        return np.array([[sum(tuple(text[t : t + n]) == run for t in range(len(text) - n + 1)) for run in runs]
                         for text in texts], dtype=float)

    a, b = rows(real), rows(made)
    c, d = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = sqrtm(c @ d).real
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(c + d - 2 * root))


def case(n, tokens, longest):
    real, made = texts(40, tokens, longest), texts(30, tokens, longest)
    return {
        "n": n,
        "tokens": tokens,
        "real": real,
        "made": made,
        "bleu": bleu(made, real, n),
        "selfBleu": bleu(made, made, n),
        "unlikelihood": unlikelihood(real, made, tokens, n),
        "frechet": frechet(real, made, min(n, 2)),
    }


cases = [case(1, 5, 4), case(2, 4, 6), case(3, 5, 9), case(4, 6, 12)]
pathlib.Path(__file__).with_name("text-measures.json").write_text(json.dumps(cases) + "\n")
