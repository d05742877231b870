"""Writes cases.bin.gz: inputs, outputs, gradients and second gradients of every case, as PyTorch computes them.

Run with Debian's python3-torch (1.13):  python3 make_cases.py
The C# side of each case is in ../Agreement under the same name; the runner there compares the two tables.
"""
from pathlib import Path

import torch

import cases_module
import cases_nn
import cases_optim
import cases_tensor
from casebook import write

torch.manual_seed(0)
torch.set_num_threads(1)
for part in (cases_tensor, cases_nn, cases_module, cases_optim):
    part.add_all()
write(Path(__file__).parent / "cases.bin.gz")
