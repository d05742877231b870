#!/usr/bin/env python3
"""Makes translators.json: outputs and gradients of small translators and their judges, by PyTorch.

Written from the papers, in double precision. Weights are no random numbers but cosines of their place, which the tests
compute again: number t of the parameters, in order of definition, has 0.5 + 0.1 cos(1.7 t + 0.9 j) where it is a
vector, and cos(1.7 t + 0.9 j) / sqrt(fan in) elsewhere. Inputs are cos(0.37 j), masks 1 where cos(0.11 j) > 0.4.
Run with PyTorch 1.13 (Debian: python3-torch): ./make_translators.py
"""
import json
import pathlib

import torch
import torch.nn.functional as F
from torch import nn


def cosines(shape, phase, step):
    count = int(torch.Size(shape).numel())
    return torch.cos(phase + step * torch.arange(count, dtype=torch.float64)).reshape(shape)


def weights(network):  # in order of definition
    with torch.no_grad():
        for t, parameter in enumerate(network.parameters()):
            values = cosines(parameter.shape, 1.7 * t, 0.9)
            fan = parameter[0].numel()
            parameter.copy_(0.5 + 0.1 * values if parameter.dim() == 1 else values / fan**0.5)
    return network


class UNet(nn.Module):
    """Isola 2017, appendix 6.1.1, depth 3: encoder C4-C8-C16 (leaky, no norm in the first and the innermost), decoder back, skips."""

    def __init__(self):
        super().__init__()
        self.down = nn.ModuleList([nn.Conv2d(2, 4, 4, 2, 1), nn.ModuleList([nn.Conv2d(4, 8, 4, 2, 1, bias=False), nn.InstanceNorm2d(8, affine=True)]),
                                   nn.Conv2d(8, 16, 4, 2, 1)])
        self.up = nn.ModuleList([nn.ModuleList([nn.ConvTranspose2d(16, 8, 4, 2, 1, bias=False), nn.InstanceNorm2d(8, affine=True)]),
                                 nn.ModuleList([nn.ConvTranspose2d(16, 4, 4, 2, 1, bias=False), nn.InstanceNorm2d(4, affine=True)]),
                                 nn.ConvTranspose2d(8, 3, 4, 2, 1)])

    def forward(self, x):
        leaky = lambda t: F.leaky_relu(t, 0.2)
        a = leaky(self.down[0](x))
        b = leaky(self.down[1][1](self.down[1][0](a)))
        c = leaky(self.down[2](b))
        d = F.relu(self.up[0][1](self.up[0][0](c)))
        e = F.relu(self.up[1][1](self.up[1][0](torch.cat([d, b], 1))))
        return torch.tanh(self.up[2](torch.cat([e, a], 1)))


class ResNet(nn.Module):
    """Zhu 2017, appendix 7.2: c7s1-2, d4, d8, one R8, u4, u2, c7s1-3."""

    def __init__(self):
        super().__init__()
        self.c = nn.ModuleList([nn.Conv2d(3, 2, 7), nn.Conv2d(2, 4, 3, 2, 1), nn.Conv2d(4, 8, 3, 2, 1), nn.Conv2d(8, 8, 3), nn.Conv2d(8, 8, 3),
                                nn.ConvTranspose2d(8, 4, 3, 2, 1, output_padding=1), nn.ConvTranspose2d(4, 2, 3, 2, 1, output_padding=1), nn.Conv2d(2, 3, 7)])

    def forward(self, x):
        norm = lambda t: (t - t.mean((2, 3), keepdim=True)) / (t.var((2, 3), unbiased=False, keepdim=True) + 1e-5).sqrt()
        reflect = lambda t, by: F.pad(t, [by] * 4, mode="reflect")
        c = self.c
        y = F.relu(norm(c[0](reflect(x, 3))))
        y = F.relu(norm(c[2](F.relu(norm(c[1](y))))))
        y = y + norm(c[4](reflect(F.relu(norm(c[3](reflect(y, 1)))), 1)))
        y = F.relu(norm(c[6](F.relu(norm(c[5](y))))))
        return torch.tanh(c[7](reflect(y, 3)))


def shuffle(t):
    """Shi 2016, eq. 4, by its own indices: channel 4 c + 2 a + b goes to place (2 y + a, 2 x + b) of channel c."""
    n, c, h, w = t.shape
    out = torch.zeros(n, c // 4, 2 * h, 2 * w, dtype=t.dtype)
    for a in range(2):
        for b in range(2):
            out[:, :, a::2, b::2] = t[:, 2 * a + b::4]
    return out


class SrResNet(nn.Module):
    """Ledig 2017, figure 4, one block of 4 maps, twice as large."""

    def __init__(self):
        super().__init__()
        self.first, self.act = nn.Conv2d(3, 4, 9, 1, 4), nn.PReLU()
        self.c1, self.n1, self.p1 = nn.Conv2d(4, 4, 3, 1, 1, bias=False), nn.BatchNorm2d(4), nn.PReLU()
        self.c2, self.n2 = nn.Conv2d(4, 4, 3, 1, 1, bias=False), nn.BatchNorm2d(4)
        self.c3, self.n3 = nn.Conv2d(4, 4, 3, 1, 1, bias=False), nn.BatchNorm2d(4)
        self.up, self.p2, self.last = nn.Conv2d(4, 16, 3, 1, 1), nn.PReLU(), nn.Conv2d(4, 3, 9, 1, 4)

    def forward(self, x):
        first = self.act(self.first(x))
        y = first + self.n2(self.c2(self.p1(self.n1(self.c1(first)))))
        y = first + self.n3(self.c3(y))
        return self.last(self.p2(shuffle(self.up(y))))


class PlainSr(nn.Module):
    """Without normalisation: 3x3, LeakyReLU 0.1, over the bilinear enlargement; one block of 4 maps, 4 times as large."""

    def __init__(self):
        super().__init__()
        self.c = nn.ModuleList([nn.Conv2d(a, b, 3, 1, 1) for a, b in [(3, 4), (4, 4), (4, 4), (4, 16), (4, 16), (4, 4), (4, 3)]])

    def forward(self, x):
        leaky, c = lambda t: F.leaky_relu(t, 0.1), self.c
        y = leaky(c[0](x))
        y = y + c[2](F.relu(c[1](y)))
        y = leaky(shuffle(c[4](leaky(shuffle(c[3](y))))))
        return c[6](leaky(c[5](y))) + F.interpolate(x, scale_factor=4, mode="bilinear", align_corners=False)


class Rrdb(nn.Module):
    """Wang 2018, figure 4, one block of 4 maps with growth 2, twice as large."""

    def __init__(self):
        super().__init__()
        conv = lambda a, b: nn.Conv2d(a, b, 3, 1, 1)
        self.first = conv(3, 4)
        self.dense = nn.ModuleList([nn.ModuleList([conv(4 + 2 * i, 4 if i == 4 else 2) for i in range(5)]) for _ in range(3)])
        self.trunk, self.up, self.high, self.last = conv(4, 4), conv(4, 4), conv(4, 4), conv(4, 3)

    def forward(self, x):
        leaky = lambda t: F.leaky_relu(t, 0.2)
        first = y = self.first(x)
        for block in self.dense:
            seen = [y]
            for conv in block[:4]:
                seen.append(leaky(conv(torch.cat(seen, 1))))
            y = y + 0.2 * block[4](torch.cat(seen, 1))
        y = first + 0.2 * (y)  # the paper's β on the whole block, whose own residuals are inside
        y = first + self.trunk(y)
        y = leaky(self.up(y.repeat_interleave(2, 2).repeat_interleave(2, 3)))
        return self.last(leaky(self.high(y)))


class Gated(nn.Module):
    """Yu 2019, eq. 3 and 4."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, 1, 2, dilation=2)

    def forward(self, x):
        both = self.conv(x)
        features, gates = both[:, :4], both[:, 4:]
        return torch.where(features > 0, features, features.exp() - 1) / (1 + (-gates).exp())


class Partial(nn.Module):
    """Liu 2018, eq. 1 and 2, window by window."""

    def __init__(self):
        super().__init__()
        self.bias, self.weight = nn.Parameter(torch.zeros(4)), nn.Parameter(torch.zeros(4, 3, 3, 3))

    def forward(self, x, mask):
        n, c, h, w = x.shape
        x, m = F.pad(x * mask, [1] * 4), F.pad(mask.expand_as(x), [1] * 4)
        rows, known = [], []
        for i in range(0, h, 2):
            for j in range(0, w, 2):
                window, seen = x[:, :, i:i + 3, j:j + 3], m[:, :, i:i + 3, j:j + 3].sum((1, 2, 3))
                y = torch.einsum("nchw,ochw->no", window, self.weight) * (27 / seen.clamp(min=1))[:, None] + self.bias
                rows.append(torch.where(seen[:, None] > 0, y, torch.zeros_like(y)))
                known.append((seen > 0).double())
        shape = (n, -1, (h + 1) // 2, (w + 1) // 2)
        return torch.stack(rows, 2).reshape(shape), torch.stack(known, 1).reshape(shape)


class Patch(nn.Module):
    """Isola 2017, appendix 6.1.2, two strided layers from 4 maps, instance normalisation."""

    def __init__(self):
        super().__init__()
        self.c1, self.c2, self.n2 = nn.Conv2d(3, 4, 4, 2, 1), nn.Conv2d(4, 8, 4, 2, 1, bias=False), nn.InstanceNorm2d(8, affine=True)
        self.c3, self.n3, self.c4 = nn.Conv2d(8, 16, 4, 1, 1, bias=False), nn.InstanceNorm2d(16, affine=True), nn.Conv2d(16, 1, 4, 1, 1)

    def forward(self, x):
        leaky = lambda t: F.leaky_relu(t, 0.2)
        return self.c4(leaky(self.n3(self.c3(leaky(self.n2(self.c2(leaky(self.c1(x)))))))))


def entry(value):
    value = value.detach()
    return {"shape": list(value.shape), "values": [float(f"{v:.10g}") for v in value.reshape(-1).tolist()]}


def case(part, network, shape, masked=False):
    network = weights(network.double())
    x = cosines(shape, 0, 0.37).requires_grad_()
    outputs = {}
    if masked:
        mask = (cosines((shape[0], 1, *shape[2:]), 0, 0.11) > 0.4).double()
        y, outputs["mask"] = network(x, mask)
    else:
        y = network(x)
    outputs["y"] = y
    outputs["dx"], = torch.autograd.grad(y.square().sum(), [x])
    if any(isinstance(m, nn.BatchNorm2d) for m in network.modules()):
        network.eval()
        outputs["eval"] = network(x)
    return {"part": part, "inputs": {}, "outputs": {k: entry(v) for k, v in outputs.items()}}


def main():
    cases = [case("UNet", UNet(), (2, 2, 16, 24)), case("ResNetTranslator", ResNet(), (1, 3, 16, 20)),
             case("SrResNet", SrResNet(), (2, 3, 5, 7)), case("plain SrResNet", PlainSr(), (1, 3, 5, 4)), case("Rrdb", Rrdb(), (1, 3, 5, 6)),
             case("GatedConvolution", Gated(), (2, 3, 7, 6)), case("PartialConvolution", Partial(), (2, 3, 9, 8), masked=True),
             case("PatchDiscriminator", Patch(), (2, 3, 19, 24))]
    path = pathlib.Path(__file__).with_name("translators.json")
    path.write_text("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
    print(f"{path.name}: {len(cases)} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
