// The same work as benchmarks/Compare in plain TorchSharp, as a tutorial would write it.
// PlainTorchSharp WORKLOAD [--threads N] [--steps N] [--warm N] [--images N] [--data FOLDER]   prints one line of JSON
// PlainTorchSharp WORKLOAD --agree FILE                          losses from Gan.Net's weights and batches
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

var options = args.Skip(1).Chunk(2).ToDictionary(o => o[0], o => o[1]);
int Number(string name, int otherwise) =>
    options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

if (Number("--threads", 0) is > 0 and var threads)
{
    set_num_threads(threads);
}
manual_seed(0);
if (options.TryGetValue("--agree", out var file))
{
    var losses = new Agreement(file).Losses(new Game(args[0], dropout: 0));
    Console.WriteLine(JsonSerializer.Serialize(new { losses = losses.Select(l => (float[])[l.D, l.G]) }));
    return;
}
var game = new Game(args[0]);
var milliseconds = args[0] switch
{
    "sample" => Sample(game, Number("--steps", 2), Number("--images", 10_000)),
    "epoch" => Epoch(game, Path.Combine(options["--data"], "train-images-idx3-ubyte")),
    "start" => Start(game),
    _ => Steps(game, Number("--steps", 10), Number("--warm", 3)),
};
var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
Console.WriteLine(JsonSerializer.Serialize(new { ms = milliseconds, peak_mib = peak }));

static double Steps(Game game, int steps, int warm)
{
    using var data = randn([game.Shape.Length == 3 && game.Shape[0] == 3 ? 1024 : 10_000, .. game.Shape]).clamp_(-1, 1);
    using var order = randperm(data.shape[0]);
    var position = 0L;
    Tensor Real()
    {
        if (position + game.Batch > data.shape[0])
        {
            position = 0;
        }
        position += game.Batch;
        return data.index_select(0, order.narrow(0, position - game.Batch, game.Batch));
    }
    var times = new List<double>();
    for (var i = 0; i < warm + steps; i++)
    {
        var clock = Stopwatch.StartNew();
        game.Step(Real, () => randn(game.Batch, game.Latents), RandomMix);
        times.Add(clock.Elapsed.TotalMilliseconds);
    }
    return Median(times.Skip(warm));
}

static double Sample(Game game, int repeats, int images)
{
    game.G.eval();
    using var inference = no_grad();
    var times = new List<double>();
    for (var i = 0; i <= repeats; i++)
    {
        var clock = Stopwatch.StartNew();
        using var scope = NewDisposeScope();
        var made = Enumerable
            .Range(0, i == 0 ? 1 : images / 1000)
            .Select(_ => game.G.call(randn(1000, game.Latents)))
            .ToList();
        cat(made);
        times.Add(clock.Elapsed.TotalMilliseconds);
    }
    return Median(times.Skip(1));
}

static double Epoch(Game game, string file)
{
    var clock = Stopwatch.StartNew();
    using var loader = new DataLoader(new Digits(file), (int)game.Batch, shuffle: true, drop_last: true);
    foreach (var batch in loader)
    {
        game.Step(() => batch["image"], () => randn(game.Batch, game.Latents), RandomMix);
    }
    return clock.Elapsed.TotalMilliseconds;
}

static double Start(Game game)
{
    Steps(game, steps: 1, warm: 0);
    return (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds;
}

static Tensor RandomMix(Tensor real, Tensor fake)
{
    var weight = rand([real.shape[0], .. Enumerable.Repeat(1L, (int)real.dim() - 1)]);
    return weight * real + (1 - weight) * fake;
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
