// A server and its clients on one machine, in two processes: throughput by batch size, delay at half of it, 32 clients
// beside one, a stop under load, mutated bodies. Usage: benchmarks/run.sh serving [--seconds 5]
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gan;
using Gan.Onnx;
using Gan.Runtime;
using Serving;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [ServerProcess.Word, var served, var most, var wait])
{
    await ServerProcess.Serve(served, int.Parse(most), TimeSpan.FromMilliseconds(int.Parse(wait)));
    return 0;
}
var seconds = new Option<double>("--seconds") { Description = "Of each measurement", DefaultValueFactory = _ => 5 };
var bodies = new Option<int>("--bodies") { Description = "Mutated bodies", DefaultValueFactory = _ => 20_000 };
var output = new Option<string>("--out") { Description = "Folder", DefaultValueFactory = _ => "." };
var command = new RootCommand("A server under load, on this machine alone.") { seconds, bodies, output };
command.SetAction(async parsed =>
{
    var load = Machine.Load();
    var folder = Directory.CreateDirectory(parsed.GetValue(output)!).FullName;
    var file = Path.Combine(Path.GetTempPath(), $"gan-serving-{Environment.ProcessId}.onnx");
    Ship(file);
    var rows = new JsonArray();
    foreach (var (batch, delay) in new[] { (1, 2), (8, 2), (32, 2), (32, 0) })
    {
        rows.Add(await Row(file, batch, delay, parsed.GetValue(seconds)));
    }
    var result = new JsonObject
    {
        ["machine"] = Machine.Description(load),
        ["model"] = "DCGAN of the paper's layout, 64x64 RGB, 32 feature maps, 100 latents",
        ["seconds"] = parsed.GetValue(seconds),
        ["rows"] = rows,
        ["stop"] = await Stop(),
        ["mutated"] = await Mutated(parsed.GetValue(bodies)),
    };
    File.Delete(file);
    File.WriteAllText(Path.Combine(folder, "serving.json"), result.ToJsonString(new() { WriteIndented = true }) + "\n");
    var page = Page.Of(result);
    File.WriteAllText(Path.Combine(folder, "serving.md"), page);
    Console.WriteLine(page);
});
return await command.Parse(args).InvokeAsync();

// Weights that a training starts from: they take the time of trained ones.
static void Ship(string file)
{
    var plan = new NetworkPlan { Family = DcganOptions.Paper with { FeatureMaps = 32 }, SampleShape = [3, 64, 64] };
    using var generator = plan.MakeGenerator();
    using var gan = TrainedGan.Of(generator, plan, "none", 0);
    gan.ExportOnnx(file);
}

static async Task<JsonObject> Row(string file, int batch, int delay, double seconds)
{
    var bare = Bare(file, batch, seconds);
    using var server = ServerProcess.Start(file, batch, delay);
    using var load = new Load(server.Address, Path.GetFileNameWithoutExtension(file));
    var difference = await load.Difference();
    var rate = await load.Throughput(clients: 32, seconds);
    var times = await load.Open(rate / 2, seconds);
    double Share(double share) => 1000 * times[(int)(share * (times.Length - 1))];
    server.Terminate();
    var (_, mean) = server.End();
    return new()
    {
        ["max_batch"] = batch,
        ["max_delay_ms"] = delay,
        ["mean_batch"] = mean,
        ["samples_a_second"] = Math.Round(rate, 1),
        ["without_a_server"] = Math.Round(bare, 1),
        ["p50_ms"] = Math.Round(Share(0.5), 2),
        ["p99_ms"] = Math.Round(Share(0.99), 2),
        ["requests"] = times.Length,
        ["difference_of_32_clients"] = difference,
    };
}

// The generator alone, one batch after another.
static double Bare(string file, int batch, double seconds)
{
    using var gan = ShippedGan.Load(file, new() { BatchSize = batch });
    gan.Sample(batch, seed: 0);
    var clock = Stopwatch.StartNew();
    var samples = 0L;
    while (clock.Elapsed.TotalSeconds < seconds)
    {
        gan.Sample(batch, seed: samples);
        samples += batch;
    }
    return samples / clock.Elapsed.TotalSeconds;
}

static async Task<JsonObject> Stop()
{
    using var server = ServerProcess.Start(Small(), 8, 2);
    using var load = new Load(server.Address, "dcgan-labels");
    var (answered, refused, lost) = await load.Drain(clients: 16, server.Terminate);
    var (status, _) = server.End();
    return new()
    {
        ["answered"] = answered,
        ["refused"] = refused,
        ["lost"] = lost,
        ["status"] = status,
    };
}

static async Task<JsonObject> Mutated(int count)
{
    using var server = ServerProcess.Start(Small(), 32, 2);
    using var load = new Load(server.Address, "dcgan-labels");
    var statuses = await load.Mutated(count, clients: 8);
    return [.. statuses.Select(pair => KeyValuePair.Create($"{pair.Key}", (JsonNode?)pair.Value))];
}

static string Small() => Path.Combine(AppContext.BaseDirectory, "dcgan-labels.onnx");
