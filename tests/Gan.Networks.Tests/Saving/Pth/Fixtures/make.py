"""Writes the .pth fixtures, and their values as JSON, with PyTorch: python3 make.py (1.13 made the committed ones)."""

import argparse
import collections
import json
import zipfile

import torch
from torch import nn

torch.manual_seed(0)


def values(tensors):
    return {
        name: {
            "type": str(t.dtype).removeprefix("torch."),
            "shape": list(t.shape),
            "values": t.detach().double().reshape(-1).tolist(),
        }
        for name, t in tensors.items()
    }


shared = torch.arange(24, dtype=torch.float32)
kinds = collections.OrderedDict(
    (str(kind).removeprefix("torch."), torch.tensor([[1, 0, 3], [4, 5, 6]]).to(kind))
    for kind in (
        torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64,
        torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool,
    )
)
kinds["scalar"] = torch.tensor(2.5)
kinds["empty"] = torch.zeros(0, 2)
kinds["negative"] = torch.tensor([-1, -(2**40)])
kinds["transposed"] = shared.reshape(4, 6).t()
kinds["strided"] = shared[1::3]
kinds["shared"] = shared[4:10].reshape(2, 3)
kinds["repeated"] = torch.tensor([7.0]).expand(3, 2)
kinds["parameter"] = nn.Parameter(torch.randn(2, 2))
kinds["ключ"] = torch.randn(2)
torch.save(kinds, "kinds.pth")

# The names of the DCGAN of pytorch/examples: main.0.weight and so on.
dcgan = nn.Sequential()
dcgan.add_module("main", nn.Sequential(
    nn.ConvTranspose2d(4, 3, 4, 1, 0, bias=False), nn.BatchNorm2d(3), nn.ReLU(True),
    nn.ConvTranspose2d(3, 1, 4, 2, 1, bias=False), nn.Tanh(),
))
optimiser = torch.optim.Adam(dcgan.parameters(), lr=1e-3)
dcgan(torch.randn(2, 4, 1, 1)).sum().backward()
optimiser.step()
torch.save(
    {"epoch": 3, "best": 0.5, "name": "täst", "seed": 2**80, "device": torch.device("cpu"), "type": torch.float32,
     "size": torch.Size([1, 2]), "flags": [True, None, (1, 2, 3, 4)],
     "state_dict": dcgan.state_dict(), "optimizer": optimiser.state_dict()},
    "checkpoint.pth",
)
torch.save({"g": dcgan.state_dict(), "g_ema": {"w": torch.ones(2)}, "step": 5}, "several.pth", pickle_protocol=4)
torch.save(dcgan.state_dict(), "old.pth", _use_new_zipfile_serialization=False)
torch.save(nn.Linear(2, 1), "module.pth")
torch.save({"args": argparse.Namespace(size=256), "g": {"w": torch.ones(1)}}, "namespace.pth")
torch.save([torch.ones(1)], "list.pth")
torch.jit.save(torch.jit.script(nn.Linear(2, 1)), "script.pth")

mlp = nn.Sequential(nn.Linear(3, 5), nn.LeakyReLU(0.2), nn.Linear(5, 4), nn.Tanh())
latents = torch.tensor([[0.5, -1.0, 2.0], [0.0, 1.5, -0.25]])
torch.save({"module." + name: weight.double() for name, weight in mlp.state_dict().items()}, "mlp.pth")

with zipfile.ZipFile("kinds.pth") as little, zipfile.ZipFile("big.pth", "w") as big:
    for name in little.namelist():
        big.writestr(name, little.read(name))
    big.writestr("kinds/byteorder", "big")
with zipfile.ZipFile("several.pth") as plain, zipfile.ZipFile("packed.pth", "w", zipfile.ZIP_DEFLATED) as packed:
    for name in plain.namelist():
        packed.writestr(name, plain.read(name))

with open("values.json", "w", encoding="utf-8") as file:
    all_values = {
        "kinds": values(kinds),
        "state_dict": values(dcgan.state_dict()),
        "mlp": values({"latents": latents, "samples": mlp(latents)}),
    }
    json.dump(all_values, file, ensure_ascii=False)
