#!/usr/bin/env python3
"""Makes texts.json: logits of SeqGAN's writer and scores of its judge, by PyTorch.

Written from the paper (Yu et al. 2017, section 3.3) in double precision. Weights are cosines of their place, which the
tests compute again: number t of the parameters, in the order of their names, has cos(1.7 t + 0.9 j) / 2.
Run with PyTorch: ./make_texts.py
"""
import json
import pathlib

import torch
from torch import nn

TOKENS = [[3, 1, 0, 4, 2], [2, 2, 1, 0, 0]]
VOCABULARY = 5


class Writer(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY + 1, 3)
        self.lstm = nn.LSTM(3, 4, batch_first=True)
        self.output = nn.Linear(4, VOCABULARY)

    def forward(self, tokens):
        start = torch.full((tokens.shape[0], 1), VOCABULARY)
        return self.output(self.lstm(self.embedding(torch.cat([start, tokens[:, :-1]], 1)))[0])


class Highway(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.change = nn.Linear(width, width)
        self.gate = nn.Linear(width, width)

    def forward(self, x):
        gate = torch.sigmoid(self.gate(x))
        return gate * torch.relu(self.change(x)) + (1 - gate) * x


class Judge(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, 3)
        self.filters0 = nn.Conv1d(3, 4, 2)
        self.filters1 = nn.Conv1d(3, 2, 5)
        self.highway = Highway(6)
        self.output = nn.Linear(6, 1)

    def forward(self, tokens):
        text = self.embedding(tokens).transpose(1, 2)
        features = torch.cat([torch.relu(f(text)).amax(2) for f in (self.filters0, self.filters1)], 1)
        return self.output(self.highway(features)).flatten()


def filled(network):
    network = network.double()
    with torch.no_grad():
        for t, (_, weight) in enumerate(sorted(network.named_parameters())):
            place = torch.arange(weight.numel(), dtype=torch.float64)
            weight.copy_((torch.cos(1.7 * t + 0.9 * place) / 2).reshape(weight.shape))
    return network


tokens = torch.tensor(TOKENS)
writer, judge = filled(Writer()), filled(Judge())
result = {
    "tokens": [token for text in TOKENS for token in text],
    "logits": writer(tokens).flatten().tolist(),
    "scores": judge(tokens).tolist(),
    "writerWeights": sum(p.numel() for p in writer.parameters()),
    "judgeWeights": sum(p.numel() for p in judge.parameters()),
}
(pathlib.Path(__file__).parent / "texts.json").write_text(json.dumps(result) + "\n")
