"""Cases of torch.nn modules. Parameters and buffers are set to stored values; names must agree with TorchSharp's."""
import torch
from torch import nn

from casebook import below, module, normal


def add_all():
    torch.manual_seed(0)
    layers()
    norms()
    activations()
    shapes()
    recurrent()
    networks()


def layers():
    x = normal(2, 4, 6, 5)
    module("Linear", nn.Linear(5, 3), normal(4, 5), second=True)
    module("Linear without bias", nn.Linear(5, 3, bias=False), normal(4, 5), second=True)
    module("Conv1d", nn.Conv1d(3, 4, 3, stride=2, padding=1), normal(2, 3, 8), second=True)
    module("Conv2d", nn.Conv2d(4, 3, 3), x, second=True)
    module("Conv2d 4x4 stride 2", nn.Conv2d(4, 3, 4, stride=2, padding=1), x, second=True)
    module("Conv2d groups dilation", nn.Conv2d(4, 6, 3, padding=2, dilation=2, groups=2), x)
    module("Conv2d uneven kernel", nn.Conv2d(4, 3, (3, 2), stride=(1, 2), padding=(1, 0)), x)
    module("Conv2d reflect padding", nn.Conv2d(4, 3, 3, padding=1, padding_mode="reflect"), x, second=True)
    module("Conv2d without bias", nn.Conv2d(4, 3, 3, bias=False), x)
    module("ConvTranspose1d", nn.ConvTranspose1d(3, 4, 4, stride=2, padding=1), normal(2, 3, 5), second=True)
    module("ConvTranspose2d", nn.ConvTranspose2d(4, 3, 4, stride=2, padding=1), x, second=True)
    module("ConvTranspose2d output padding", nn.ConvTranspose2d(4, 2, 5, stride=2, padding=2, output_padding=1, bias=False), x, second=True)
    module("ConvTranspose2d groups", nn.ConvTranspose2d(4, 2, 3, stride=2, groups=2), x)
    module("Embedding", nn.Embedding(7, 4), below(7, 2, 3))
    module("Embedding padding", nn.Embedding(7, 4, padding_idx=2), below(4, 6))
    module("PReLU", nn.PReLU(4), x)


def norms():
    x = normal(3, 4, 3, 3)
    module("BatchNorm1d", nn.BatchNorm1d(5), normal(6, 5), second=True)
    module("BatchNorm1d evaluation", nn.BatchNorm1d(5).eval(), normal(6, 5), second=True)
    module("BatchNorm2d", nn.BatchNorm2d(4), x, second=True)
    module("BatchNorm2d evaluation", nn.BatchNorm2d(4).eval(), x, second=True)
    module("BatchNorm2d momentum eps", nn.BatchNorm2d(4, eps=1e-3, momentum=0.4), x)
    module("BatchNorm2d plain", nn.BatchNorm2d(4, affine=False, track_running_stats=False), x)
    module("LayerNorm", nn.LayerNorm([3, 3]), x, second=True)
    module("LayerNorm of one axis", nn.LayerNorm(5), normal(4, 5), second=True)
    module("GroupNorm", nn.GroupNorm(2, 4), x, second=True)
    module("InstanceNorm1d", nn.InstanceNorm1d(4), normal(3, 4, 6))
    module("InstanceNorm2d", nn.InstanceNorm2d(4), x, second=True)
    module("InstanceNorm2d affine", nn.InstanceNorm2d(4, affine=True), x, second=True)
    module("InstanceNorm2d running", nn.InstanceNorm2d(4, affine=True, track_running_stats=True), x)


def activations():
    x = normal(3, 4)
    for name, net in {
        "ReLU": nn.ReLU(), "LeakyReLU": nn.LeakyReLU(0.2), "ELU": nn.ELU(0.5), "SELU": nn.SELU(), "SiLU": nn.SiLU(), "GELU": nn.GELU(),
        "Sigmoid": nn.Sigmoid(), "Tanh": nn.Tanh(), "Softplus": nn.Softplus(), "Hardtanh": nn.Hardtanh(-0.5, 0.5),
        "Softmax": nn.Softmax(1), "LogSoftmax": nn.LogSoftmax(1), "Identity": nn.Identity(), "Dropout evaluation": nn.Dropout(0.3).eval(),
        "Dropout2d evaluation": nn.Dropout2d(0.3).eval(),
    }.items():
        module(name, net, normal(2, 3, 4, 4) if "2d" in name else x)


def shapes():
    x = normal(2, 4, 4, 6)
    module("Flatten", nn.Flatten(), x)
    module("Unflatten", nn.Unflatten(1, (2, 3)), normal(2, 6, 4))
    module("AvgPool2d", nn.AvgPool2d(2), x)
    module("MaxPool2d", nn.MaxPool2d(2), x)
    module("AdaptiveAvgPool2d", nn.AdaptiveAvgPool2d(1), x)
    module("Upsample nearest", nn.Upsample(scale_factor=2), x)
    module("Upsample bilinear", nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), x)
    module("PixelShuffle", nn.PixelShuffle(2), x)
    module("PixelUnshuffle", nn.PixelUnshuffle(2), x)
    module("ReflectionPad2d", nn.ReflectionPad2d(2), x)
    module("ReplicationPad2d", nn.ReplicationPad2d(1), x)
    module("ZeroPad2d", nn.ZeroPad2d(1), x)
    module("MSELoss", nn.MSELoss(), normal(3, 4), normal(3, 4))
    module("L1Loss", nn.L1Loss(reduction="sum"), normal(3, 4), normal(3, 4))
    module("BCEWithLogitsLoss", nn.BCEWithLogitsLoss(), normal(3, 4), normal(3, 4).const())
    module("CrossEntropyLoss", nn.CrossEntropyLoss(), normal(3, 4), below(4, 3))


def recurrent():
    x = normal(5, 2, 3)

    def flat(result):
        out, state = result
        return [out, *state] if isinstance(state, tuple) else [out, state]

    def call(net, *inputs): return flat(net(inputs[0], *([tuple(inputs[1:])] if len(inputs) == 3 else inputs[1:])))
    module("LSTM", nn.LSTM(3, 4), x, call=call)
    module("LSTM two layers both ways", nn.LSTM(3, 2, num_layers=2, bidirectional=True), x, call=call)
    module("LSTM batch first with state", nn.LSTM(3, 4, batch_first=True), normal(2, 5, 3), normal(1, 2, 4), normal(1, 2, 4), call=call)
    module("GRU", nn.GRU(3, 4), x, call=call)
    module("GRU batch first with state", nn.GRU(3, 4, batch_first=True), normal(2, 5, 3), normal(1, 2, 4), call=call)
    module("GRUCell", nn.GRUCell(3, 4), normal(2, 3), normal(2, 4))
    module("LSTMCell", nn.LSTMCell(3, 4), normal(2, 3), normal(2, 4), normal(2, 4), call=lambda n, i, h, c: list(n(i, (h, c))))
    module("MultiheadAttention", nn.MultiheadAttention(4, 2), x := normal(5, 2, 4), normal(3, 2, 4), normal(3, 2, 4),
           call=lambda n, q, k, v: list(n(q, k, v)))


def networks():
    module("Sequential MLP", nn.Sequential(nn.Linear(4, 6), nn.LeakyReLU(0.2), nn.Linear(6, 1)), normal(5, 4), second=True)
    module("DCGAN discriminator", nn.Sequential(
        nn.Conv2d(1, 3, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(3, 4, 4, 2, 1, bias=False), nn.BatchNorm2d(4), nn.LeakyReLU(0.2),
        nn.Flatten(), nn.Linear(16, 1)), normal(4, 1, 8, 8), second=True)
    module("DCGAN generator", nn.Sequential(
        nn.ConvTranspose2d(5, 4, 2, 1, 0, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.ConvTranspose2d(4, 3, 4, 2, 1, bias=False),
        nn.BatchNorm2d(3), nn.ReLU(), nn.ConvTranspose2d(3, 1, 4, 2, 1), nn.Tanh()), normal(4, 5, 1, 1), second=True)
    module("upsampling generator", nn.Sequential(
        nn.Linear(5, 12), nn.Unflatten(1, (3, 2, 2)), nn.Upsample(scale_factor=2), nn.Conv2d(3, 2, 3, padding=1), nn.InstanceNorm2d(2),
        nn.LeakyReLU(0.2), nn.Conv2d(2, 1, 3, padding=1), nn.Tanh()), normal(3, 5), second=True)
