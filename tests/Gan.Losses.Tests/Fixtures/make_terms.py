#!/usr/bin/env python3
"""Makes terms.json: values and gradients of penalties of the discriminator and of the generator, by PyTorch.

Written from the papers' formulas, gradients score by score, so that it shares nothing with the library under test but the order in which
random numbers are drawn. Run with PyTorch 1.13 (Debian: python3-torch): ./make_terms.py
"""
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

import make_fixtures
from make_fixtures import flat, mlp, number

make_fixtures.numbers = np.random.default_rng(2018)
draw = make_fixtures.draw


def packed(weights, x):
    """PacGAN: two samples a score."""
    return mlp(weights, x.reshape(-1, 8))


CRITICS = {
    **make_fixtures.CRITICS,
    "packed": (packed, [(5, 8), (5,), (6, 5), (6,), (1, 6)], (8, 4)),
    "columns": (mlp, [(5, 4), (5,), (6, 5), (6,), (2, 6)], (8, 4)),  # two discriminators on one trunk
}


def slopes(critic, points):
    """The norm of the gradient of each score by itself."""
    x = points.detach().requires_grad_()
    return torch.stack([torch.linalg.vector_norm(torch.autograd.grad(s, x, create_graph=True)[0]) for s in critic(x).reshape(-1)])


def between(critic, a, b, random):
    rows = len(critic(a))
    ratio = torch.rand([rows] + [1] * (a.dim() - 1), dtype=a.dtype, generator=random)
    ratio = torch.stack([ratio[i // (len(a) // rows)] for i in range(len(a))])
    return ratio * a + (1 - ratio) * b


def dragan(critic, x, g, random):
    u = torch.rand(x.shape, dtype=x.dtype, generator=random)
    return 10 * ((slopes(critic, between(critic, x + 0.5 * float(np.std(x.numpy())) * u, x, random)) - 1) ** 2).mean()


def lecam(critic, x, g, _):
    # the anchors after a first update with the two batches exchanged, and a second one
    first_r, first_f, r, f = critic(g).mean(0), critic(x).mean(0), critic(x), critic(g)
    anchor_r, anchor_f = (0.99 * first_r + 0.01 * r.mean(0)).detach(), (0.99 * first_f + 0.01 * f.mean(0)).detach()
    return 0.3 * (((r - anchor_f) ** 2).mean() + ((f - anchor_r) ** 2).mean())


def bcr(critic, x, g, _):
    return 10 * F.mse_loss(critic(x), critic(-0.5 * x)) + 3 * F.mse_loss(critic(g), critic(-0.5 * g))


# term(critic, real, fake, random)
DISCRIMINATOR = {
    "gradient penalty": lambda d, x, g, n: 10 * ((slopes(d, between(d, x, g, n)) - 1) ** 2).mean(),
    "r1": lambda d, x, g, n: 10 / 2 * (slopes(d, x) ** 2).mean(),
    "r2": lambda d, x, g, n: 3 / 2 * (slopes(d, g) ** 2).mean(),
    "one-sided": lambda d, x, g, n: 10 * (F.relu(slopes(d, between(d, x, g, n)) - 1) ** 2).mean(),
    "dragan": dragan,
    "wgan-div": lambda d, x, g, n: 2 * (slopes(d, between(d, x, g, n)) ** 6).mean(),
    "lecam": lecam,
    "bcr": bcr,
}


def inputs():
    for name, (_, shapes, batch) in CRITICS.items():
        arrays = {"weights": [draw(*s, scale=0.6) for s in shapes], "real": draw(*batch), "fake": draw(*batch)}
        yield name, arrays, {"critic": name, "shapes": [list(s) for s in shapes], "weights": [v.reshape(-1).tolist() for v in arrays["weights"]],
                             "batch": list(batch), "real": arrays["real"].reshape(-1).tolist(), "fake": arrays["fake"].reshape(-1).tolist()}


def discriminator_cases(critics):
    for critic, arrays, _ in critics:
        for term, compute in DISCRIMINATOR.items():
            w = [torch.tensor(v, requires_grad=True) for v in arrays["weights"]]
            forward, seed = CRITICS[critic][0], torch.Generator().manual_seed(5)
            value = compute(lambda x: forward(w, x), torch.tensor(arrays["real"]), torch.tensor(arrays["fake"]), seed)
            yield {"term": term, "critic": critic, "value": number(value), "gradients": [flat(v) for v in torch.autograd.grad(value, w)]}


GENERATOR_SHAPES, LATENT, COUNT = [(5, 3), (5,), (4, 5), (4,)], 3, 8


def generator(weights, z):
    w1, b1, w2, b2 = weights
    return (torch.tanh(z @ w1.T + b1) @ w2.T + b2).reshape(-1, 1, 2, 2)


def normal(like, random):
    return torch.randn(like.shape, dtype=like.dtype, generator=random)


def mode_seeking(g, f, z, x, n):
    other = normal(z, n)
    distance, change = F.l1_loss(g(other), g(z)), F.l1_loss(other, z)
    return 0.7 / (distance / change + 1e-5)


def path_length(g, f, z, x, n):
    mean = 0.0
    for _ in range(2):  # two updates; the second one counts
        y = normal(g(z), n) / 2  # sqrt(2 * 2) pixels
        jacobians = [torch.autograd.functional.jacobian(lambda v: g(v[None])[0], v, create_graph=True).reshape(4, LATENT) for v in z]
        lengths = torch.stack([torch.linalg.vector_norm(j.T @ v.reshape(-1)) for j, v in zip(jacobians, y)])
        mean = 0.99 * mean + 0.01 * lengths.mean().item()
        value = 2 * ((lengths - mean) ** 2).mean()
    return value


def pulling_away(g, f, z, x, n):
    features = f(g(z))
    pairs = [F.cosine_similarity(features[i], features[j], dim=0) ** 2 for i in range(COUNT) for j in range(COUNT) if i != j]
    return 0.1 * torch.stack(pairs).mean()


# term(generator, features, latents, real, random)
GENERATOR = {
    "feature matching": lambda g, f, z, x, n: 3 * torch.linalg.vector_norm(f(x).mean(0) - f(g(z)).mean(0)) ** 2,
    "mode seeking": mode_seeking,
    "path length": path_length,
    "pulling away": pulling_away,
    "latent consistency": lambda g, f, z, x, n: -0.5 * F.mse_loss(g(z), g(z + 0.05 * normal(z, n))),
}


def orthogonal(weights):
    rows = [w.reshape(len(w), -1) for w in weights if w.dim() > 1]
    return 0.01 * sum((a @ b) ** 2 for r in rows for i, a in enumerate(r) for j, b in enumerate(r) if i != j)


def generator_cases(critic):
    weights, z = [draw(*s, scale=0.6) for s in GENERATOR_SHAPES], draw(COUNT, LATENT)
    w1, b1 = map(torch.tensor, critic["weights"][:2])
    terms = {name: lambda w, t=t: t(lambda v: generator(w, v), lambda v: torch.tanh(v.reshape(-1, 4) @ w1.T + b1), torch.tensor(z),
                                    torch.tensor(critic["real"]), torch.Generator().manual_seed(5)) for name, t in GENERATOR.items()}
    for name, term in {**terms, "orthogonal": orthogonal}.items():
        w = [torch.tensor(v, requires_grad=True) for v in weights]
        value = term(w)
        gradients = torch.autograd.grad(value, w, allow_unused=True)
        yield {"term": name, "shapes": [list(s) for s in GENERATOR_SHAPES], "weights": [v.reshape(-1).tolist() for v in weights],
               "latents": z.reshape(-1).tolist(), "value": number(value),
               "gradients": [flat(torch.zeros_like(v) if g is None else g) for g, v in zip(gradients, w)]}


def main():
    critics = list(inputs())
    lines = {"critics": [case for _, _, case in critics], "discriminator": list(discriminator_cases(critics)),
             "generator": list(generator_cases(critics[0][1]))}
    body = "".join(f',\n"{key}":[\n' + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "]"
                   for key, cases in lines.items())
    path = pathlib.Path(__file__).with_name("terms.json")
    path.write_text(f'{{"made_by":"PyTorch {torch.__version__}"{body}}}\n')
    print(f"{path.name}: {sum(map(len, lines.values()))} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
