// The loop in your hands: Steps() hands out one finished step after another, and you decide when it is enough.
using Gan;
using Gan.Data;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

var steps = Arguments.Steps(args, 5000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program

using var data = GaussianMixture.Ring(modes: 8, sigma: 0.05);
using var trainer = new GanBuilder()
    .WithData(data)
    .WithMlp(
        new MlpOptions
        {
            LatentSize = 8,
            GeneratorWidths = [128, 128],
            DiscriminatorWidths = [128, 128],
            Dropout = 0,
        }
    )
    .WithWgangp(lambda: 1)
    .WithOptimizers(new AdamOptions(1e-3, 0, 0.9)) // small networks bear ten times the preset's rate
    .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 256 })
    .Build();

foreach (var report in trainer.Steps(signals.Token))
{
    if (report.Step % 500 != 0 && report.Step != report.Steps)
    {
        continue;
    }
    using var now = trainer.Snapshot();
    using var points = now.Sample(1000, seed: 1);
    var (modes, share) = Coverage(points, data);
    Console.WriteLine(
        $"step {report.Step}: W {report.WassersteinEstimate:f3}, "
            + $"{modes} of {data.Centers.Count} modes, {share:p0} of the points near one"
    );
    if (modes == data.Centers.Count && share > 0.8)
    {
        break;
    }
}

using var gan = trainer.Snapshot();
using var made = gan.Sample(2000, seed: 2);
using var indices = arange(2000);
using var real = data.Read(indices, CPU);
PointPlot.Draw(made, real.Samples).Save("out/own-loop/points.png");
Console.WriteLine($"out/own-loop/points.png shows the ring after {trainer.Step} steps.");

// A mode counts when at least 1 % of the points lie within four standard deviations of its centre.
static (int Modes, double Share) Coverage(Tensor points, GaussianMixture data)
{
    var values = points.data<float>().ToArray();
    var hits = new int[data.Centers.Count];
    for (var i = 0; i < values.Length; i += 2)
    {
        var mode = data
            .Centers.ToList()
            .FindIndex(c =>
                Math.Pow(values[i] - c.X, 2) + Math.Pow(values[i + 1] - c.Y, 2) < Math.Pow(4 * data.Sigma, 2)
            );
        if (mode >= 0)
        {
            hits[mode]++;
        }
    }
    return (hits.Count(h => h >= values.Length / 2 / 100), hits.Sum() / (values.Length / 2.0));
}
