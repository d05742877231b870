"""Writes modes.json: mixtures that scikit-learn's BayesianGaussianMixture fits to one column, from clusters that are
stored beside them. Needs Debian's python3-sklearn: /usr/bin/python3 make_modes.py"""

import json
import pathlib
import warnings

import numpy as np
from scipy.special import digamma, gammaln
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import BayesianGaussianMixture

COMPONENTS = 10


class FromClusters(BayesianGaussianMixture):
    """Starts from given clusters, so that nothing random is left."""

    def _initialize_parameters(self, X, random_state):  # what fit calls for its start
        self._initialize(X, np.eye(COMPONENTS)[self.clusters])


def fit(values):
    values = np.round((values - values.mean()) / values.std(), 6)
    column = values.reshape(-1, 1)
    clusters = KMeans(COMPONENTS, n_init=1, random_state=0).fit_predict(column)
    mixture = FromClusters(
        n_components=COMPONENTS,
        weight_concentration_prior_type="dirichlet_process",
        weight_concentration_prior=0.001,
        n_init=1,
    )
    mixture.clusters = clusters
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        mixture.fit(column)
    return {
        "values": values.tolist(),
        "clusters": clusters.tolist(),
        "weights": mixture.weights_.tolist(),
        "means": mixture.means_.flatten().tolist(),
        "variances": mixture.covariances_.flatten().tolist(),
        "rounds": mixture.n_iter_,
    }


random = np.random.RandomState(7)
columns = {
    "three peaks": np.concatenate([random.normal(m, s, n) for m, s, n in [(-6, 0.5, 120), (0, 1, 60), (9, 2, 90)]]),
    "skewed": np.exp(random.normal(0, 1, 250)),
    "whole numbers": random.poisson(3, 250) + 15.0 * random.binomial(1, 0.2, 250),
}
points = [0.0005, 0.1, 0.5, 1.0, 3.25, 14.9, 15.0, 200.0, 1e4]
written = {
    "mixtures": {name: fit(column) for name, column in columns.items()},
    "gamma": [{"x": x, "log": float(gammaln(x)), "slope": float(digamma(x))} for x in points],
}
pathlib.Path(__file__).with_name("modes.json").write_text(json.dumps(written) + "\n")
