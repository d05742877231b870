"""The same work as benchmarks/Compare, for PyTorch: as the usual tutorials write it, and tuned.

peer.py WORKLOAD [--style tutorial|tuned] [--threads N] [--steps N] [--warm N] [--images N] [--data FOLDER]   prints one line of JSON
peer.py WORKLOAD --agree FILE                                                   losses from Gan.Net's weights and batches
"""
import argparse, gzip, json, os, struct, time

began = time.perf_counter()
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F


class Maxout(nn.Module):
    tuned = False

    def __init__(self, inputs, units):
        super().__init__()
        self.units, self.pieces = units, nn.Linear(inputs, units * 5)

    def forward(self, x):
        pieces = self.pieces(x)
        if self.tuned:  # pooled with channels last, as in benchmarks/ModeCoverage
            return F.max_pool2d(pieces.view(-1, 5, 1, self.units).permute(0, 3, 1, 2), (5, 1)).flatten(1)
        return pieces.view(-1, 5, self.units).max(1).values


def mlp(dropout):
    g = nn.Sequential(nn.Linear(100, 256), nn.LeakyReLU(0.2), nn.Linear(256, 512), nn.LeakyReLU(0.2), nn.Linear(512, 1024), nn.LeakyReLU(0.2),
                      nn.Linear(1024, 784), nn.Tanh(), nn.Unflatten(1, (1, 28, 28)))
    d = nn.Sequential(nn.Flatten(), nn.Linear(784, 1024), nn.LeakyReLU(0.2), nn.Dropout(dropout), nn.Linear(1024, 512), nn.LeakyReLU(0.2), nn.Dropout(dropout),
                      nn.Linear(512, 256), nn.LeakyReLU(0.2), nn.Dropout(dropout), nn.Linear(256, 1))
    return g, d


def ring(dropout):
    layers = []
    for i in range(4):
        layers += [nn.Linear(2 if i == 0 else 400, 400, bias=False), nn.BatchNorm1d(400), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(400, 2)), nn.Sequential(Maxout(2, 200), Maxout(200, 200), Maxout(200, 200), nn.Linear(200, 1))


def dcgan28(dropout):
    g = nn.Sequential(nn.Linear(100, 7 * 7 * 256, bias=False), nn.Unflatten(1, (256, 7, 7)), nn.BatchNorm2d(256), nn.LeakyReLU(0.3),
                      nn.ConvTranspose2d(256, 128, 5, 1, 2, bias=False), nn.BatchNorm2d(128), nn.LeakyReLU(0.3),
                      nn.ConvTranspose2d(128, 64, 5, 2, 2, 1, bias=False), nn.BatchNorm2d(64), nn.LeakyReLU(0.3),
                      nn.ConvTranspose2d(64, 1, 5, 2, 2, 1, bias=False), nn.Tanh())
    d = nn.Sequential(nn.Conv2d(1, 64, 5, 2, 2), nn.LeakyReLU(0.3), nn.Dropout(dropout), nn.Conv2d(64, 128, 5, 2, 2), nn.LeakyReLU(0.3), nn.Dropout(dropout),
                      nn.Flatten(), nn.Linear(128 * 7 * 7, 1))
    return g, d


def dcgan64(dropout, norm=True):
    g = [nn.Linear(100, 512 * 16, bias=False), nn.Unflatten(1, (512, 4, 4)), nn.BatchNorm2d(512), nn.ReLU()]
    for maps in (256, 128, 64):
        g += [nn.ConvTranspose2d(2 * maps, maps, 4, 2, 1, bias=False), nn.BatchNorm2d(maps), nn.ReLU()]
    g += [nn.ConvTranspose2d(64, 3, 4, 2, 1, bias=False), nn.Tanh()]
    d, channels = [], 3
    for maps in (64, 128, 256, 512):
        normed = norm and channels > 3
        d += [nn.Conv2d(channels, maps, 4, 2, 1, bias=not normed)] + ([nn.BatchNorm2d(maps)] if normed else []) + [nn.LeakyReLU(0.2)]
        channels = maps
    return nn.Sequential(*g), nn.Sequential(*d, nn.Flatten(), nn.Linear(512 * 16, 1))


WORKLOADS = {  # networks, batch, latents, shape of a sample, Adam, critic steps (0: the vanilla loss)
    "mlp": (mlp, 64, 100, (1, 28, 28), (2e-4, (0.5, 0.999)), 0),
    "ring": (ring, 100, 2, (2,), (1e-4, (0.8, 0.999)), 0),
    "dcgan28": (dcgan28, 256, 100, (1, 28, 28), (1e-4, (0.9, 0.999)), 0),
    "dcgan64": (dcgan64, 64, 100, (3, 64, 64), (2e-4, (0.5, 0.999)), 0),
    "wgangp28": (dcgan28, 256, 100, (1, 28, 28), (1e-4, (0.0, 0.9)), 5),
    "wgangp64": (lambda p: dcgan64(p, norm=False), 64, 100, (3, 64, 64), (1e-4, (0.0, 0.9)), 5),
}
ALIASES = {"sample": "dcgan28", "start": "mlp", "epoch": "dcgan28"}


class Game:
    """One step of training: the critic's updates, then the generator's."""

    def __init__(self, workload, tuned, dropout=0.3):
        make, self.batch, self.latents, self.shape, (rate, betas), self.critics = WORKLOADS[ALIASES.get(workload, workload)]
        self.tuned = Maxout.tuned = tuned
        self.g, self.d = make(dropout)
        if tuned and len(self.shape) == 3 and workload != "mlp":
            self.g, self.d = self.g.to(memory_format=torch.channels_last), self.d.to(memory_format=torch.channels_last)
        extra = {"foreach": True} if tuned else {}
        self.og = torch.optim.Adam(self.g.parameters(), rate, betas, **extra)
        self.od = torch.optim.Adam(self.d.parameters(), rate, betas, **extra)

    def step(self, real, latent, mix):
        """real(), latent() and mix(real, fake) give the next batch, latents and points between."""
        for _ in range(max(1, self.critics)):
            d_loss = self.critic(real(), latent(), mix)
        if self.tuned:
            self.d.requires_grad_(False)
        self.og.zero_grad(set_to_none=self.tuned)
        score = self.d(self.g(latent()))
        g_loss = -score.mean() if self.critics else F.binary_cross_entropy_with_logits(score, torch.ones_like(score))
        g_loss.backward()
        self.og.step()
        if self.tuned:
            self.d.requires_grad_(True)
        return d_loss.item(), g_loss.item()

    def critic(self, real, z, mix):
        self.od.zero_grad(set_to_none=self.tuned)
        if self.tuned:
            with torch.no_grad():
                fake = self.g(z)
        else:
            fake = self.g(z).detach()
        if self.critics:
            between = mix(real, fake).requires_grad_(True)
            d_loss = self.d(fake).mean() - self.d(real).mean()
            score = self.d(between)
            gradient, = torch.autograd.grad(score, between, torch.ones_like(score), create_graph=True)
            d_loss = d_loss + 10 * ((gradient.reshape(len(real), -1).norm(2, dim=1) - 1) ** 2).mean()
            d_loss.backward()
        else:
            score = self.d(real)
            real_loss = F.binary_cross_entropy_with_logits(score, torch.ones_like(score))
            score = self.d(fake)
            fake_loss = F.binary_cross_entropy_with_logits(score, torch.zeros_like(score))
            if self.tuned:
                d_loss = real_loss + fake_loss
                d_loss.backward()
            else:
                real_loss.backward()
                fake_loss.backward()
                d_loss = real_loss.detach() + fake_loss.detach()
        self.od.step()
        return d_loss


def random_mix(real, fake):
    weight = torch.rand(len(real), *[1] * (real.dim() - 1))
    return weight * real + (1 - weight) * fake


def peak_mib():
    # getrusage would count what the process that started this one held when it did.
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def report(milliseconds, **more):
    print(json.dumps({"ms": milliseconds, "peak_mib": peak_mib(), **more}))


def run_steps(game, steps, warm):
    data = torch.randn(10000 if game.shape != (3, 64, 64) else 1024, *game.shape).clamp_(-1, 1)
    order = torch.randperm(len(data))
    position = 0

    def real():
        nonlocal position
        if position + game.batch > len(data):
            position = 0
        position += game.batch
        return data[order[position - game.batch:position]]

    times = []
    for _ in range(warm + steps):
        start = time.perf_counter()
        game.step(real, lambda: torch.randn(game.batch, game.latents), random_mix)
        times.append(1000 * (time.perf_counter() - start))
    return float(np.median(times[warm:]))


def sample(game, repeats, count, tuned):
    game.g.eval()
    at_once, times = 250 if tuned else 1000, []
    for i in range(repeats + 1):
        start = time.perf_counter()
        with torch.inference_mode() if tuned else torch.no_grad():
            images = torch.cat([game.g(torch.randn(at_once, 100)) for _ in range(count // at_once if i else 1)])  # the first to warm up
        times.append(1000 * (time.perf_counter() - start))
    assert len(images) == count
    return float(np.median(times[1:]))


class Digits(torch.utils.data.Dataset):
    """IDX images as torchvision's MNIST serves them: one at a time through a transform."""

    def __init__(self, folder):
        name = os.path.join(folder, "train-images-idx3-ubyte")
        with (gzip.open(name + ".gz") if os.path.exists(name + ".gz") else open(name, "rb")) as file:
            _, count, height, width = struct.unpack(">4i", file.read(16))
            self.pixels = torch.from_numpy(np.frombuffer(file.read(), np.uint8).reshape(count, 1, height, width).copy())

    def __len__(self):
        return len(self.pixels)

    def __getitem__(self, index):
        return (self.pixels[index].float() / 255 - 0.5) / 0.5


def epoch(game, folder, tuned):
    start = time.perf_counter()
    data = Digits(folder)
    if tuned:
        images = data.pixels.float().div_(127.5).sub_(1)
        order = torch.randperm(len(images))
        batches = (images[order[i:i + 256]] for i in range(0, len(images) - 255, 256))
    else:
        batches = torch.utils.data.DataLoader(data, 256, shuffle=True, drop_last=True)
    for batch in batches:
        game.step(lambda: batch, lambda: torch.randn(256, 100), random_mix)
    return 1000 * (time.perf_counter() - start)


def load(path):
    """A safetensors file."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        body = file.read()
    header.pop("__metadata__", None)
    return {k: torch.from_numpy(np.frombuffer(body[slice(*v["data_offsets"])], np.float32).reshape(v["shape"]).copy()) for k, v in header.items()}


def agree(game, path):
    tensors = load(path)

    def series(kind):
        return (tensors[f"{kind}.{i}"] for i in range(sum(k.startswith(kind + ".") for k in tensors)))

    with torch.no_grad():
        for kind, network in (("generator", game.g), ("discriminator", game.d)):
            parameters = list(network.parameters())
            given = list(series(kind))
            assert len(given) == len(parameters), (kind, len(given), len(parameters))
            for parameter, value in zip(parameters, given):
                assert parameter.shape == value.shape, (parameter.shape, value.shape)
                parameter.copy_(value)
    latents, judged, losses = series("latent"), series("judged"), []

    def mix(real, fake):
        next(judged)
        return next(judged)

    def latent():
        return next(latents)

    def real():
        batch = next(judged)
        if not game.critics:
            next(judged)
        return batch

    for _ in range(int(tensors["steps"].item())):
        losses.append(game.step(real, latent, mix))
        next(judged)
    return losses


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("workload", choices=[*WORKLOADS, *ALIASES])
    arguments.add_argument("--style", choices=["tutorial", "tuned"], default="tutorial")
    arguments.add_argument("--threads", type=int, default=0)
    arguments.add_argument("--steps", type=int, default=10)
    arguments.add_argument("--warm", type=int, default=3)
    arguments.add_argument("--images", type=int, default=10000)
    arguments.add_argument("--data")
    arguments.add_argument("--agree")
    a = arguments.parse_args()
    if a.threads:
        torch.set_num_threads(a.threads)
    torch.manual_seed(0)
    tuned = a.style == "tuned"
    if a.agree:
        print(json.dumps({"losses": agree(Game(a.workload, tuned, dropout=0), a.agree)}))
        return
    game = Game(a.workload, tuned)
    if a.workload == "sample":
        report(sample(game, a.steps, a.images, tuned))
    elif a.workload == "epoch":
        report(epoch(game, a.data, tuned))
    elif a.workload == "start":
        run_steps(game, 1, 0)
        report(1000 * (time.perf_counter() - began))
    else:
        report(run_steps(game, a.steps, a.warm))


main()
