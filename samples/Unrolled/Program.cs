// A ring of eight modes, once with a generator that sees the discriminator as it is, and once with one that looks five
// of its steps ahead (Metz et al. 2017).
using Gan;
using Gan.Data;
using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

const string Out = "out/unrolled";
var steps = Arguments.Steps(args, 2000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
using var data = GaussianMixture.Ring(modes: 8, radius: 2, sigma: 0.02);
using var batch = data.Read(arange(2000), CPU);
var gan = new GanBuilder()
    .WithData(data)
    .WithVanilla()
    .WithMlp(
        new MlpOptions
        {
            LatentSize = 64,
            GeneratorWidths = [64, 64],
            DiscriminatorWidths = [64],
            Dropout = 0,
        }
    )
    .WithOptimizers(new AdamOptions(1e-3, 0.5, 0.999), new AdamOptions(1e-4, 0.5, 0.999))
    .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 256 });

foreach (var ahead in new[] { 0, 5 })
{
    using var trained = gan.WithUnrolling(ahead)
        .AddCallback(new HtmlReport($"{Out}/report-{ahead}.html"))
        .Train(new ConsoleProgress(), signals.Token);
    using var points = trained.Sample(2000, seed: 1);
    PointPlot.Draw(points, batch.Samples).Save($"{Out}/points-{ahead}.png");
    var coverage = ModeCoverage.Compute(points, data.Centers, data.Sigma);
    Console.WriteLine($"{ahead} steps ahead: {coverage.Modes} of {coverage.Total} modes");
}
Console.WriteLine($"{Out}/points-0.png and points-5.png show where the points are.");
