#!/usr/bin/env python3
"""Makes pytorch.json: values and gradients of the adversarial losses and of the gradient penalty, by PyTorch.

Written from the papers' formulas with PyTorch's own loss functions, so that it shares nothing with the library under test.
Run with PyTorch 1.13 (Debian: python3-torch): ./make_fixtures.py
Inputs are rounded to four decimals, so both sides start from the same doubles.
"""
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

numbers = np.random.default_rng(2014)


def draw(*shape, scale=1.0):
    return np.round(numbers.normal(scale=scale, size=shape), 4)


def number(value, dtype=torch.float64):
    """All the digits that matter: 17 for a double, 9 for a float."""
    return float(f"{float(value):.{17 if dtype == torch.float64 else 9}g}")


def flat(tensor):
    return [number(v, tensor.dtype) for v in tensor.detach().reshape(-1)]


def bce(scores, label):
    return F.binary_cross_entropy_with_logits(scores, torch.full_like(scores, label))


def half_mse(scores, target):
    return 0.5 * F.mse_loss(scores, torch.full_like(scores, target))


# name: (discriminator(real, fake), generator(fake)), each to be minimised
LOSSES = {
    # Goodfellow 2014, eq. 1: max_D log D(x) + log(1 - D(G(z))); G minimises the second term
    "minimax": (lambda r, f: bce(r, 1.0) + bce(f, 0.0), lambda f: -bce(f, 0.0)),
    # Goodfellow 2014, section 3: G maximises log D(G(z))
    "nonsaturating": (lambda r, f: bce(r, 1.0) + bce(f, 0.0), lambda f: bce(f, 1.0)),
    # Mao 2017, eq. 9 and eq. 8
    "lsgan_0_1_1": (lambda r, f: half_mse(r, 1.0) + half_mse(f, 0.0), lambda f: half_mse(f, 1.0)),
    "lsgan_-1_1_0": (lambda r, f: half_mse(r, 1.0) + half_mse(f, -1.0), lambda f: half_mse(f, 0.0)),
    # Arjovsky 2017, algorithm 1
    "wasserstein": (lambda r, f: f.mean() - r.mean(), lambda f: -f.mean()),
}

SCORES = {
    "ordinary": (draw(7, scale=3), draw(7, scale=3)),
    "unequal batches": (draw(5), draw(9)),
    "one sample": (draw(1), draw(1)),
    "zeros": (np.zeros(3), np.zeros(3)),
    "large": (np.array([21.0, -21.0, 88.5, -88.5, 1.0]), np.array([21.0, -21.0, 104.25, -104.25, -1.0])),
    "extreme": (np.array([1e4, -1e4, 0.5]), np.array([1e4, -1e4, -0.5])),
}


def loss_cases():
    for loss, (discriminator, generator) in LOSSES.items():
        for scores, (real, fake) in SCORES.items():
            r, f, g = (torch.tensor(v, requires_grad=True) for v in (real, fake, fake))
            d_value, g_value = discriminator(r, f), generator(g)
            d_value.backward()
            g_value.backward()
            yield {"loss": loss, "scores": scores, "real": real.tolist(), "fake": fake.tolist(),
                   "discriminator": number(d_value), "real_gradient": flat(r.grad), "fake_gradient": flat(f.grad),
                   "generator": number(g_value), "generator_gradient": flat(g.grad)}


def mlp(weights, x):
    w1, b1, w2, b2, w3 = weights
    return (F.softplus(torch.tanh(x @ w1.T + b1) @ w2.T + b2) @ w3.T).squeeze(1)


def convolutional(weights, x):
    w1, b1, w2, b2, w3 = weights
    h = F.leaky_relu(F.conv2d(x, w1, b1, stride=2, padding=1), 0.2)
    h = torch.tanh(F.conv2d(h, w2, b2, stride=1, padding=1))
    return (h.flatten(1) @ w3.T).squeeze(1)


CRITICS = {
    "mlp": (mlp, [(5, 4), (5,), (6, 5), (6,), (1, 6)], (8, 4)),
    "convolutional": (convolutional, [(3, 2, 3, 3), (3,), (2, 3, 3, 3), (2,), (1, 18)], (4, 2, 6, 6)),
}


def penalty_cases():
    for critic, (forward, shapes, batch) in CRITICS.items():
        weights, real, fake = [draw(*s, scale=0.7) for s in shapes], draw(*batch), draw(*batch)
        for seed in (7, 1234):
            for dtype in (torch.float32, torch.float64):
                w = [torch.tensor(v, dtype=dtype, requires_grad=True) for v in weights]
                x, g = torch.tensor(real, dtype=dtype), torch.tensor(fake, dtype=dtype)
                # Gulrajani 2017, algorithm 1, lines 4 to 7: epsilon ~ U[0, 1] for each sample
                epsilon = torch.rand([batch[0]] + [1] * (len(batch) - 1), dtype=dtype, generator=torch.Generator().manual_seed(seed))
                mixed = (epsilon * x + (1 - epsilon) * g).requires_grad_()
                gradient, = torch.autograd.grad(forward(w, mixed).sum(), mixed, create_graph=True)
                norms = torch.stack([torch.linalg.vector_norm(sample) for sample in gradient])
                penalty = 10 * ((norms - 1) ** 2).mean()
                objective = forward(w, g).mean() - forward(w, x).mean() + penalty
                yield {"critic": critic, "seed": seed, "dtype": str(dtype).split(".")[1], "shapes": [list(s) for s in shapes],
                       "weights": [v.reshape(-1).tolist() for v in weights],
                       "batch": list(batch), "real": real.reshape(-1).tolist(), "fake": fake.reshape(-1).tolist(),
                       "mixed": flat(mixed), "norms": flat(norms), "penalty": number(penalty, dtype),
                       "penalty_gradients": [flat(v) for v in torch.autograd.grad(penalty, w, retain_graph=True)],
                       "objective": number(objective, dtype), "objective_gradients": [flat(v) for v in torch.autograd.grad(objective, w)]}


def main():
    lines = {"losses": list(loss_cases()), "penalties": list(penalty_cases())}
    body = "".join(f',\n"{key}":[\n' + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "]"
                   for key, cases in lines.items())
    path = pathlib.Path(__file__).with_name("pytorch.json")
    path.write_text(f'{{"made_by":"PyTorch {torch.__version__}"{body}}}\n')
    print(f"{path.name}: {sum(map(len, lines.values()))} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
