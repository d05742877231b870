// Unrolled GANs on a ring of eight Gaussians (Metz et al. 2017, section 3.1): modes found with and without steps ahead.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;


using Gan;
using Gan.Data;
using Gan.Metrics;
using static TorchSharp.torch;

var steps = new Option<long>("--steps") { Description = "Steps of a run", DefaultValueFactory = _ => 6000 };
var seeds = new Option<int>("--seeds") { Description = "Runs of each number of steps ahead", DefaultValueFactory = _ => 5 };
var ahead = new Option<int[]>("--ahead")
{
    Description = "Steps ahead K",
    DefaultValueFactory = _ => [0, 1, 5],
    AllowMultipleArgumentsPerToken = true,
};
var rate = new Option<double>("--rate") { Description = "Rate of the steps ahead", DefaultValueFactory = _ => 0.1 };
var gain = new Option<double>("--gain") { Description = "Gain of the first weights", DefaultValueFactory = _ => 0.8 };
var width = new Option<long>("--width") { Description = "Units of D's layers", DefaultValueFactory = _ => 128 };
var rateG = new Option<double>("--rate-g") { DefaultValueFactory = _ => 1e-3 };
var rateD = new Option<double>("--rate-d") { DefaultValueFactory = _ => 1e-4 };
var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 512 };
var folder = new Option<string>("--out") { Description = "Folder for unrolled.json and .md", DefaultValueFactory = _ => "benchmarks/results" };
var command = new RootCommand("Modes that unrolled GANs find on a ring.") { steps, seeds, ahead, rate, gain, width, rateG, rateD, batch, folder };
command.SetAction(a =>
{
    var runs = new List<UnrolledRun>();
    var plan = a.GetValue(ahead)!.SelectMany(k => Enumerable.Range(0, a.GetValue(seeds)).Select(seed => (K: k, Seed: (ulong)seed)));
    Parallel.ForEach(plan.ToList(), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, p =>
    {
        set_num_threads(1);
        using var data = GaussianMixture.Ring();
        using var trainer = new GanBuilder()
            .WithData(data)
            .WithNetworks(new RingNetworks(a.GetValue(gain), a.GetValue(width)))
            .WithVanilla()
            .WithOptimizers(new AdamOptions(a.GetValue(rateG), 0.5, 0.999), new AdamOptions(a.GetValue(rateD), 0.5, 0.999))
            .WithTraining(new TrainingOptions { Steps = a.GetValue(steps), BatchSize = a.GetValue(batch), Seed = p.Seed, MovingAverageDecay = 0 })
            .WithUnrolling(p.K, a.GetValue(rate))
            .Build();
        var clock = Stopwatch.StartNew();
        var course = new List<int>();
        foreach (var report in trainer.Steps())
        {
            if (report.Step % (a.GetValue(steps) / 10) == 0)
            {
                using var scope = NewDisposeScope();
                var found = ModeCoverage.Compute(trainer.Context.Sample(2500, seed: p.Seed), data.Centers, data.Sigma);
                course.Add(found.Modes);
                if (report.Step == a.GetValue(steps))
                {
                    var run = new UnrolledRun(p.K, p.Seed, found.Modes, found.HighQuality, clock.Elapsed.TotalSeconds, course);
                    lock (runs)
                    {
                        runs.Add(run);
                        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"K = {p.K} seed {p.Seed}: {string.Join(' ', course)} modes, {100 * found.HighQuality:0.0} % within 3 sigma, {run.Seconds:0} s"));
                    }
                }
            }
        }
    });
});
return command.Parse(args).Invoke();

internal sealed record UnrolledRun(int Ahead, ulong Seed, int Modes, double HighQuality, double Seconds, IReadOnlyList<int> Course);
