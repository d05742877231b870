"""Writes trees.json: what trees of scikit-learn tell, as a check of DecisionTree. /usr/bin/python3 make_trees.py"""

import json
import pathlib

import numpy as np
from sklearn.metrics import f1_score, r2_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

random = np.random.RandomState(5)


def draw(rows):
    x = np.round(random.normal(0, 1, (rows, 3)), 3)
    score = x[:, 0] + np.sin(3 * x[:, 1]) + random.normal(0, 0.3, rows)
    return x, np.round(score, 3), np.digitize(score, [-0.5, 0.6])


x, y, c = draw(150)
tx, ty, tc = draw(80)
judge = {"max_depth": 8, "min_samples_leaf": 10, "random_state": 0}
written = {
    "x": x.tolist(),
    "y": y.tolist(),
    "c": c.tolist(),
    "tx": tx.tolist(),
    "ty": ty.tolist(),
    "tc": tc.tolist(),
    "r2": r2_score(ty, DecisionTreeRegressor(**judge).fit(x, y).predict(tx)),
    "f1": f1_score(tc, DecisionTreeClassifier(**judge).fit(x, c).predict(tx), average="macro"),
}
pathlib.Path(__file__).with_name("trees.json").write_text(json.dumps(written) + "\n")
