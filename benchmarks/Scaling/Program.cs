// How time and memory of a step grow with the batch, the image, the networks and the data set: each point in a process
// of its own, turn about.
using System.CommandLine;
using System.Globalization;
using static TorchSharp.torch;

string[] names = [.. Axis.All.Select(a => a.Name)];
var axes = new Option<string[]>("--axes")
{
    Description = "What grows",
    DefaultValueFactory = _ => names,
    AllowMultipleArgumentsPerToken = true,
}.AcceptOnlyFromAmong(names);
var rounds = new Option<int>("--rounds")
{
    Description = "Processes a point, of which the best counts",
    DefaultValueFactory = _ => 2,
};
var threads = new Option<int>("--threads") { Description = "Threads of every point", DefaultValueFactory = _ => 1 };
var folder = new Option<string>("--out")
{
    Description = "Folder for scaling.json, .md and scaling-*.svg",
    DefaultValueFactory = _ => "benchmarks/results",
};
var measure = new Option<string[]>("--measure")
{
    Description = "Measure one point of an axis here",
    Hidden = true,
    Arity = new(2, 2),
    AllowMultipleArgumentsPerToken = true,
};

var command = new RootCommand("Cost of a step as the work grows.") { axes, rounds, threads, folder, measure };
command.SetAction(arguments =>
{
    var text = CultureInfo.InvariantCulture;
    if (arguments.GetValue(measure) is [var axis, var value])
    {
        Console.WriteLine(
            (axis == "none" ? Nothing() : Axis.All.Single(a => a.Name == axis).Measure(long.Parse(value, text))).Text()
        );
        return;
    }
    var load = Machine.Load();
    // The same number at all points: the trainer's own choice gives small networks one thread, which would bend every
    // line.
    var environment = new Dictionary<string, string>
    {
        ["OMP_NUM_THREADS"] = arguments.GetValue(threads).ToString(text),
    };
    Measurement Run(string name, long at)
    {
        var measured = Measurement.Parse(Child.RunSelf(["--measure", name, at.ToString(text)], environment));
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} {at}: {measured.Ms:0.00} ms, "
                    + $"{measured.ProcessorMs ?? 0:0.00} of the processor, {measured.PeakMib:0} MiB"
            )
        );
        return measured;
    }
    var bare = Run("none", 0).PeakMib;
    var runs = new List<(Axis Axis, long At, Measurement Result)>();
    for (var round = 0; round < arguments.GetValue(rounds); round++)
    {
        foreach (var a in Axis.All.Where(a => arguments.GetValue(axes)!.Contains(a.Name)))
        {
            runs.AddRange(a.Values.Select(at => (a, at, Run(a.Name, at))));
        }
    }
    var curves = runs.GroupBy(r => r.Axis)
        .Select(a => new Curve(
            a.Key.Name,
            a.Key.Title,
            bare,
            [.. a.GroupBy(r => r.At).Select(p => Best(p.Key, a.Key.Against(p.Key), [.. p.Select(r => r.Result)]))]
        ))
        .ToList();
    Console.WriteLine(
        Report.Save(arguments.GetValue(folder)!, curves, Machine.Description(load), environment["OMP_NUM_THREADS"])
    );
});
return command.Parse(args).Invoke();

static Point Best(long value, double work, List<Measurement> runs) =>
    new(value, work, runs.Min(r => r.Ms), runs.Min(r => r.ProcessorMs ?? 0), runs.Min(r => r.PeakMib));

// What every process holds before it works.
static Measurement Nothing()
{
    using var one = ones(1);
    return Measurement.Of(0);
}
