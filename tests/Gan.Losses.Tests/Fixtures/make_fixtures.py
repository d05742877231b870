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


def smoothed(r, f, real_target, fake_target):
    return bce(r, real_target) + bce(f, fake_target)


def flipped(r, f, share):
    """Each of the first samples is judged under the other label, one by one."""
    k = round(share * min(len(r), len(f)))
    as_real = [f[i] if i < k else r[i] for i in range(len(r))]
    as_fake = [r[i] if i < k else f[i] for i in range(len(f))]
    return bce(torch.stack(as_real), 1.0) + bce(torch.stack(as_fake), 0.0)


def ra_logistic(a, b):
    return bce(a - b.mean(), 1.0) + bce(b - a.mean(), 0.0)


def ra_squares(a, b):
    return F.mse_loss(a - b.mean(), torch.ones_like(a)) + F.mse_loss(b - a.mean(), -torch.ones_like(b))


def hinge(scores, sign):
    return F.relu(1 - sign * scores).mean()


def ra_hinge(a, b):
    return hinge(a - b.mean(), 1) + hinge(b - a.mean(), -1)


# name: (discriminator(real, fake), generator(fake, real)), each to be minimised
LOSSES = {
    # Goodfellow 2014, eq. 1: max_D log D(x) + log(1 - D(G(z))); G minimises the second term
    "minimax": (lambda r, f: bce(r, 1.0) + bce(f, 0.0), lambda f, r: -bce(f, 0.0)),
    # Goodfellow 2014, section 3: G maximises log D(G(z))
    "nonsaturating": (lambda r, f: bce(r, 1.0) + bce(f, 0.0), lambda f, r: bce(f, 1.0)),
    # Mao 2017, eq. 9 and eq. 8
    "lsgan_0_1_1": (lambda r, f: half_mse(r, 1.0) + half_mse(f, 0.0), lambda f, r: half_mse(f, 1.0)),
    "lsgan_-1_1_0": (lambda r, f: half_mse(r, 1.0) + half_mse(f, -1.0), lambda f, r: half_mse(f, 0.0)),
    # Arjovsky 2017, algorithm 1
    "wasserstein": (lambda r, f: f.mean() - r.mean(), lambda f, r: -f.mean()),
    # Miyato 2018, eq. 16 and 17
    "hinge": (lambda r, f: hinge(r, 1) + hinge(f, -1), lambda f, r: -f.mean()),
    # Jolicoeur-Martineau 2018: relativistic average, then paired
    "ra_standard": (ra_logistic, ra_logistic),
    "ra_least_squares": (ra_squares, ra_squares),
    "ra_hinge": (ra_hinge, ra_hinge),
    "rp_standard": (lambda r, f: bce(r - f, 1.0), lambda f, r: bce(f - r, 1.0)),
    "rp_least_squares": (lambda r, f: 2 * half_mse(r - f, 1.0), lambda f, r: 2 * half_mse(f - r, 1.0)),
    "rp_hinge": (lambda r, f: hinge(r - f, 1), lambda f, r: hinge(f - r, 1)),
    # Salimans 2016, section 3.4
    "smooth_0.9": (lambda r, f: smoothed(r, f, 0.9, 0.0), lambda f, r: bce(f, 1.0)),
    "smooth_0.8_0.3": (lambda r, f: smoothed(r, f, 0.8, 0.3), lambda f, r: bce(f, 1.0)),
    "flip_0.3": (lambda r, f: flipped(r, f, 0.3), lambda f, r: bce(f, 1.0)),
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
            if loss.startswith("rp_") and len(real) != len(fake):
                continue
            r, f, g = (torch.tensor(v, requires_grad=True) for v in (real, fake, fake))
            d_value, g_value = discriminator(r, f), generator(g, r.detach())
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
