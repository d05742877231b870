"""Writes scripted.gz, the TorchScript module that ScriptModuleTests reads. Run with PyTorch 1.13 in this folder."""
import gzip
import io
import zipfile
from typing import List, Tuple

import torch


class Inner(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
        self.register_buffer("shift", torch.tensor([10.0, 20.0, 30.0]))

    def forward(self, x):
        return x @ self.weight.t() + self.shift


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = Inner()
        self.scale = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, x):
        y = self.inner(x)
        if self.training:
            y = y * self.scale
        return y

    @torch.jit.export
    def split(self, x, at: int) -> Tuple[torch.Tensor, torch.Tensor]:
        return x[:, :at], x[:, at:]

    @torch.jit.export
    def add(self, x, y):
        return x + y

    @torch.jit.export
    def parts(self, x) -> List[torch.Tensor]:
        return [x, x + 1, x + 2]


saved = io.BytesIO()
net = torch.jit.script(Net())
net.eval()
torch.jit.save(net, saved)
plain = io.BytesIO()
with zipfile.ZipFile(saved) as source, zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as target:
    for entry in source.infolist():
        if not entry.filename.endswith(".debug_pkl"):  # paths of source files
            target.writestr(zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), source.read(entry.filename))
with open("scripted.gz", "wb") as file:
    file.write(gzip.compress(plain.getvalue(), 9, mtime=0))
