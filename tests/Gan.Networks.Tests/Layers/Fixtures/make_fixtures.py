#!/usr/bin/env python3
"""Makes parts.json: outputs and gradients of the architecture parts, by PyTorch and NumPy.

Written from the papers' formulas, with PyTorch's own spectral_norm, so that it shares nothing with the library under test.
Run with PyTorch 1.13 (Debian: python3-torch): ./make_fixtures.py
Inputs are rounded to three decimals, so both sides start from the same doubles.
"""
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

numbers = np.random.default_rng(2018)


def draw(*shape, scale=1.0):
    return np.round(numbers.normal(scale=scale, size=shape), 3)


def case(part, tensors, outputs):
    def entry(value):
        value = np.asarray(value.detach() if torch.is_tensor(value) else value)
        return {"shape": list(value.shape), "values": [float(f"{v:.12g}") for v in value.reshape(-1).astype(float)]}
    return {"part": part, "inputs": {k: entry(v) for k, v in tensors.items()}, "outputs": {k: entry(v) for k, v in outputs.items()}}


def spectral(kind):
    """Three training passes, then one in evaluation mode, of torch.nn.utils.spectral_norm; gradients of sum(weights * output) of the third."""
    weight, bias, x, probe = {
        "linear": (draw(5, 7), draw(5), draw(4, 7), draw(4, 5)),
        "conv": (draw(4, 3, 3, 3), draw(4), draw(2, 3, 6, 6), draw(2, 4, 3, 3)),
        "transposed": (draw(3, 4, 4, 4), draw(4), draw(2, 3, 3, 3), draw(2, 4, 6, 6)),
    }[kind]
    layer = {"linear": lambda: torch.nn.Linear(7, 5), "conv": lambda: torch.nn.Conv2d(3, 4, 3, stride=2, padding=1),
             "transposed": lambda: torch.nn.ConvTranspose2d(3, 4, 4, stride=2, padding=1)}[kind]().double()
    layer.weight.data, layer.bias.data = torch.tensor(weight), torch.tensor(bias)
    layer = torch.nn.utils.spectral_norm(layer, dim=1 if kind == "transposed" else 0)
    u, v = draw(*layer.weight_u.shape), draw(*layer.weight_v.shape)
    u, v = u / np.linalg.norm(u), v / np.linalg.norm(v)
    with torch.no_grad():
        layer.weight_u.copy_(torch.tensor(u)), layer.weight_v.copy_(torch.tensor(v))
    inputs = torch.tensor(x, requires_grad=True)
    for _ in range(3):
        output = layer(inputs)
    loss = (output * torch.tensor(probe)).sum()
    dw, db, dx = torch.autograd.grad(loss, [layer.weight_orig, layer.bias, inputs], create_graph=True)
    dw2, = torch.autograd.grad(dx.square().sum(), [layer.weight_orig])  # as under a gradient penalty
    layer.eval()
    return case("spectral " + kind, {"weight": weight, "bias": bias, "x": x, "probe": probe, "u": u, "v": v},
                {"y": output, "dw": dw, "db": db, "dx": dx, "dw2": dw2, "u": layer.weight_u, "v": layer.weight_v, "eval": layer(inputs)})


def discrimination():
    """Salimans 2016, section 3.2, with loops."""
    x, t = draw(4, 3), draw(3, 2, 5, scale=0.5)
    m = np.einsum("na,abc->nbc", x, t)
    o = np.zeros((4, 2))
    for i in range(4):
        for j in range(4):
            for b in range(2):
                o[i, b] += np.exp(-np.abs(m[i, b] - m[j, b]).sum())
    return case("discrimination", {"x": x, "kernel": t.reshape(3, 10)}, {"y": np.concatenate([x, o], 1)})


def deviation(n, groups):
    """Karras 2018, section 3, with loops; groups lists the samples of each group."""
    x = draw(n, 3, 2, 2)
    plane = np.zeros((n, 1, 2, 2))
    for group in groups:
        plane[group] = np.sqrt(x[group].var(axis=0) + 1e-8).mean()
    return case(f"deviation {n}", {"x": x}, {"y": np.concatenate([x, plane], 1)})


def attention():
    """Zhang 2019, section 3, eq. 1 to 3, keys and values pooled as in the authors' code."""
    x, query, key, value, output, gamma = (torch.tensor(v, requires_grad=True) for v in (
        draw(2, 8, 4, 6), draw(1, 8, 1, 1), draw(1, 8, 1, 1), draw(4, 8, 1, 1), draw(8, 4, 1, 1), np.array([0.7])))
    f, g, h = F.conv2d(x, query), F.max_pool2d(F.conv2d(x, key), 2), F.max_pool2d(F.conv2d(x, value), 2)
    scores = torch.einsum("nchw,ncij->nhwij", f, g).reshape(2, 4, 6, 6)
    weights = torch.softmax(scores, dim=3)
    found = torch.einsum("nhwp,ncp->nchw", weights, h.reshape(2, 4, 6))
    y = gamma * F.conv2d(found, output) + x
    gradients = torch.autograd.grad(y.square().sum(), [x, query, key, value, output, gamma])
    return case("attention", {"x": x, "query": query, "key": key, "value": value, "output": output, "gamma": gamma},
                {"y": y, **{"d" + k: v for k, v in zip(["x", "query", "key", "value", "output", "gamma"], gradients)}})


def conditional():
    """Dumoulin 2017, eq. 5, over PyTorch's batch normalisation without affine part: two training passes, then evaluation."""
    x, scale, shift = draw(5, 3, 2, 2), draw(4, 3, scale=0.3), draw(4, 3, scale=0.3)
    labels = np.array([3, 0, 1, 3, 2])
    norm = torch.nn.BatchNorm2d(3, affine=False).double()
    gamma, beta = (torch.tensor(v)[torch.tensor(labels)][:, :, None, None] for v in (1 + scale, shift))
    y = gamma * norm(torch.tensor(x)) + beta
    norm(torch.tensor(2 * x))
    norm.eval()
    return case("conditional", {"x": x, "scale": scale, "shift": shift, "labels": labels},
                {"y": y, "eval": gamma * norm(torch.tensor(x)) + beta, "mean": norm.running_mean, "var": norm.running_var})


def mixed(kind):
    """In doubles, from factors rounded to bfloat16: what each product of a mixed-precision layer rounds."""
    weight, bias, x, probe = {
        "linear": (draw(18, 20), draw(18), draw(24, 20), draw(24, 18)),  # smaller products are not oneDNN's, and their sums not float32
        "conv": (draw(4, 3, 3, 3), draw(4), draw(2, 3, 6, 6), draw(2, 4, 3, 3)),
        "transposed": (draw(3, 5, 4, 4), draw(5), draw(2, 3, 3, 3), draw(2, 5, 6, 6)),
    }[kind]
    w, b, i = (torch.tensor(v).bfloat16().double().requires_grad_() for v in (weight, bias, x))
    y = {"linear": F.linear, "conv": lambda *a: F.conv2d(*a, 2, 1), "transposed": lambda *a: F.conv_transpose2d(*a, 2, 1)}[kind](i, w, b)
    dw, db, dx = torch.autograd.grad((y * torch.tensor(probe).bfloat16().double()).sum(), [w, b, i], create_graph=True)
    dw2, = torch.autograd.grad(dx.square().sum(), [w])
    return case("mixed " + kind, {"weight": weight, "bias": bias, "x": x, "probe": probe}, {"y": y, "dw": dw, "db": db, "dx": dx, "dw2": dw2})


def main():
    cases = [spectral("linear"), spectral("conv"), spectral("transposed"), discrimination(),
             deviation(8, [[0, 2, 4, 6], [1, 3, 5, 7]]), deviation(7, [list(range(7))]), deviation(9, [[0, 2, 4, 6, 8], [1, 3, 5, 7]]),
             deviation(3, [[0, 1, 2]]), attention(), conditional(), mixed("linear"), mixed("conv"), mixed("transposed")]
    path = pathlib.Path(__file__).with_name("parts.json")
    path.write_text("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
    print(f"{path.name}: {len(cases)} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
