#!/usr/bin/env python3
"""Makes auroc.json: areas under ROC curves by scikit-learn, and DeLong's standard errors from their definition.

The errors are those of DeLong et al. 1988, equations 4 to 6, with the plain double loop over all pairs of samples.
Run with scikit-learn 1.2 (Debian: python3-sklearn): ./make_auroc.py
"""
import json
import pathlib

import numpy as np
from sklearn.metrics import roc_auc_score

numbers = np.random.default_rng(1988)


def error(positive, negative):
    wins = np.array([[(a > b) + 0.5 * (a == b) for b in negative] for a in positive], dtype=float)
    return np.sqrt(wins.mean(1).var(ddof=1) / len(positive) + wins.mean(0).var(ddof=1) / len(negative))


def case(positive, negative, shift, digits):
    """Scores rounded to some digits: few digits make many ties."""
    truth = np.array([True] * positive + [False] * negative)
    numbers.shuffle(truth)
    scores = np.round(numbers.normal(size=len(truth)) + shift * truth, digits)
    return {
        "scores": scores.tolist(),
        "isAnomaly": truth.tolist(),
        "area": roc_auc_score(truth, scores),
        "error": error(scores[truth], scores[~truth]),
    }


cases = [case(40, 60, 1.0, 4), case(25, 80, 0.5, 0), case(30, 30, -0.7, 1), case(5, 200, 2.0, 1), case(20, 20, 9.0, 3)]
pathlib.Path(__file__).with_name("auroc.json").write_text(json.dumps(cases, indent=1) + "\n")
