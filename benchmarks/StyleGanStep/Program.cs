// A step of StyleGAN2 beside the same written in plain TorchSharp, turn about in one process. A cycle is 16 steps, so
// that each lazy term is in it as often as in a training.
using System.CommandLine;
using System.Diagnostics;
using Gan;
using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

var side = new Option<int>("--side") { DefaultValueFactory = _ => 64, Description = "pixels" };
var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 16, Description = "images" };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3, Description = "cycles of 16 steps of each" };
var command = new RootCommand("Times a step of StyleGAN2 beside the same in plain TorchSharp.") { side, batch, rounds };
command.SetAction(arguments =>
    Compare(arguments.GetValue(side), arguments.GetValue(batch), arguments.GetValue(rounds))
);
return command.Parse(args).Invoke();

static int Compare(int side, int batch, int rounds)
{
    const int Cycle = 16;
    var options = StyleGan2Options.Small64;
    using var random = new Generator(0);
    using var pixels = randint(0, 256, [256, 3, side, side], ScalarType.Byte, generator: random);
    using var data = new ImageDataset(pixels);
    using var trainer = new GanBuilder()
        .WithData(data)
        .WithStyleGan2(options)
        .WithTraining(new TrainingOptions { Steps = (rounds + 1) * Cycle, BatchSize = batch })
        .Build();
    using var ours = trainer.Steps().GetEnumerator();
    using var scaled = new PlainStep(options, side, batch, grouped: false);
    using var grouped = new PlainStep(options, side, batch, grouped: true);
    Console.WriteLine(
        $"weights: ours {Weights(trainer.Context.Generator)} + {Weights(trainer.Context.Discriminator)}, "
            + $"plain {Weights(scaled.Generator)} + {Weights(scaled.Discriminator)}"
    );
    var times = new Dictionary<string, List<double>>
    {
        ["ours"] = [],
        ["plain"] = [],
        ["plain, grouped"] = [],
    };
    for (var round = 0; round <= rounds; round++)
    {
        Time(times["ours"], _ => ours.MoveNext());
        Time(times["plain"], scaled.Run);
        Time(times["plain, grouped"], grouped.Run);
        Console.WriteLine($"cycle {round}: {string.Join(", ", times.Select(t => $"{t.Key} {t.Value[^1]:F0} ms"))}");
    }
    foreach (var (name, values) in times)
    {
        var median = Statistics.Median(values.Skip(1));
        var own = Statistics.Median(times["ours"].Skip(1));
        Console.WriteLine($"{name, -16}{median, 9:F0} ms a step{median / own, 8:F2}");
    }
    return 0;

    static void Time(List<double> times, Action<int> step)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Cycle; i++)
        {
            step(i);
        }
        times.Add(clock.Elapsed.TotalMilliseconds / Cycle);
    }

    static long Weights(nn.Module network) => network.parameters().Sum(p => p.numel());
}
