// The adversarial game written out by hand, on nothing but Gan.Data, Gan.Losses and TorchSharp: WGAN-GP on a ring of
// Gaussians.
using System.Runtime.InteropServices;
using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

var steps = Arguments.Steps(args, 3000);
var stopped = false; // by Ctrl-C, SIGTERM or SIGHUP, after the running step
PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
var listeners = signals.Select(signal => PosixSignalRegistration.Create(signal, Stop)).ToArray();
const int batchSize = 256;
const int latentSize = 8;
const int criticSteps = 5;

manual_seed(1);
using var data = GaussianMixture.Ring(modes: 8, sigma: 0.05);
using var batches = new BatchStream(data, batchSize, seed: 1, CPU);
using var generator = Mlp(latentSize, 2);
using var critic = Mlp(2, 1);
using var random = new torch.Generator(1);
using var criticOptimizer = optim.Adam(critic.parameters(), 1e-3, 0, 0.9);
using var generatorOptimizer = optim.Adam(generator.parameters(), 1e-3, 0, 0.9);
IGanLoss loss = new WassersteinLoss();
IPenalty penalty = new GradientPenalty(Lambda: 1);

for (var step = 1; step <= steps && !stopped; step++)
{
    using var scope = NewDisposeScope(); // frees everything that this step makes
    var distance = zeros(1);
    for (var i = 0; i < criticSteps; i++)
    {
        var real = batches.Read((step - 1) * criticSteps + i).Samples;
        var fake = Generate(batchSize).detach();
        var realScores = Score(real);
        var fakeScores = Score(fake);
        var objective =
            loss.Discriminator(realScores, fakeScores)
            + penalty.Penalty(
                PenaltyContext.ForDiscriminator(new Judged(real, fake, realScores, fakeScores), Score, random)
            );
        Minimise(objective, criticOptimizer);
        distance = realScores.mean() - fakeScores.mean();
    }

    // The critic's gradients of this pass are set to zero before its next update.
    Minimise(loss.Generator(Score(Generate(batchSize)), () => Score(batches.Read(step).Samples)), generatorOptimizer);
    if (step % 500 == 0 || step == steps)
    {
        Console.WriteLine($"step {step}: W {distance.ToDouble():f3}");
    }
}

Array.ForEach(listeners, listener => listener.Dispose());
Directory.CreateDirectory("out/by-hand");
using var points = Generate(1000).detach();
NpyFile.Write("out/by-hand/points.npy", points);
Console.WriteLine("out/by-hand/points.npy holds 1000 points.");

void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stopped; // a second one leaves at once
    stopped = true;
}

Tensor Generate(long count) => generator.call(randn(count, latentSize));

Tensor Score(Tensor samples) => critic.call(samples).flatten();

static Module<Tensor, Tensor> Mlp(long input, long output) =>
    Sequential(Linear(input, 128), LeakyReLU(0.2), Linear(128, 128), LeakyReLU(0.2), Linear(128, output));

static void Minimise(Tensor objective, optim.Optimizer optimizer)
{
    optimizer.zero_grad();
    objective.backward();
    optimizer.step();
}
