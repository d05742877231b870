// The same work in Gan.Net, in plain TorchSharp and in PyTorch, turn about: times, memory, ratios, and proof that all
// take the same steps.
using System.CommandLine;
using System.Diagnostics;

// The peers read their arguments by hand; a parser would count as the library's start.
if (args is ["--measure", "start", ..])
{
    Console.WriteLine(Measuring.Of(Workload.Start, Length.Whole(Workload.Start), digits: null).Text());
    return 0;
}

const string Python = "benchmarks/peers/peer.py";
const string Plain = "benchmarks/peers/PlainTorchSharp/bin/Release/net10.0/PlainTorchSharp.dll";

var names = Workload.All.Select(w => w.Name).ToArray();
var workloads = new Argument<string[]>("workloads")
{
    Description = string.Join(", ", names),
    Arity = ArgumentArity.ZeroOrMore,
};
workloads.AcceptOnlyFromAmong(names);
var rounds = new Option<int>("--rounds") { Description = "Rounds of each workload", DefaultValueFactory = _ => 2 };
var isa = new Option<string>("--isa")
{
    Description = "avx2: no side uses AVX-512",
    DefaultValueFactory = _ => Isa.Native,
};
isa.AcceptOnlyFromAmong(Isa.Native, Isa.Avx2);
var also = new Option<string[]>("--also")
{
    Description = "NAME=FOLDER/Compare.dll: another build as a further side",
    DefaultValueFactory = _ => [],
};
var old = new Option<string?>("--old") { Description = "Folder of another commit's repository, built: the side 'old'" };
var json = new Option<string?>("--json")
{
    Description = "File of the results (benchmarks/results/compare.json, or compare-avx2.json)",
};
var page = new Option<string>("--page")
{
    Description = "Page of the results",
    DefaultValueFactory = _ => "docs/speed.md",
};
var quick = new Option<bool>("--quick")
{
    Description = "A step or two of each: shows that all sides work, writes nothing",
};
var search = new Option<bool>("--search")
{
    Description = "Try the peers' threads again in place of taking those in the file",
};
var without = new Option<bool>("--without-pytorch") { Description = "Only beside plain TorchSharp" };
var measure = new Option<string?>("--measure")
{
    Description = "Measure our side of one workload here and print it",
    Hidden = true,
};
var digits = new Option<string?>("--digits") { Description = "IDX file for the epoch", Hidden = true };
var exchange = new Option<string?>("--exchange")
{
    Description = "File of the first steps, in place of a measurement",
    Hidden = true,
};
var steps = new Option<int?>("--steps") { Hidden = true };
var warm = new Option<int?>("--warm") { Hidden = true };
var images = new Option<int?>("--images") { Hidden = true };

var command = new RootCommand("Gan.Net beside plain TorchSharp and PyTorch, turn about on this machine.")
{
    workloads,
    rounds,
    isa,
    also,
    old,
    json,
    page,
    quick,
    search,
    without,
    measure,
    digits,
    exchange,
    steps,
    warm,
    images,
};
command.SetAction(arguments =>
{
    if (arguments.GetValue(measure) is { } name)
    {
        Console.WriteLine(Measured(arguments, Workload.All.Single(w => w.Name == name)));
        return;
    }
    Compare(arguments);
});
return command.Parse(args).Invoke();

string Measured(ParseResult arguments, Workload workload)
{
    if (arguments.GetValue(exchange) is { } file)
    {
        return Losses.Text(Exchange.Write(workload, workload.AgreedSteps, file));
    }
    var whole = Length.Whole(workload);
    var length = new Length(
        arguments.GetValue(steps) ?? whole.Steps,
        arguments.GetValue(warm) ?? whole.Warm,
        arguments.GetValue(images) ?? whole.Images
    );
    return Measuring.Of(workload, length, arguments.GetValue(digits)).Text();
}

void Compare(ParseResult arguments)
{
    var clock = Stopwatch.StartNew();
    var chosen = arguments.GetValue(workloads) is { Length: > 0 } some ? some : names;
    var native = "benchmarks/results/compare.json";
    var avx2 = "benchmarks/results/compare-avx2.json";
    var path = arguments.GetValue(json) ?? (arguments.GetValue(isa) == Isa.Avx2 ? avx2 : native);
    var hasPyTorch = !arguments.GetValue(without) && Peer.PyTorchVersion() != "";
    if (!hasPyTorch)
    {
        Console.Error.WriteLine("Without PyTorch.");
    }
    var peers = Peer.All(Plain, Python).Take(hasPyTorch ? 3 : 1).ToList();
    var others = arguments.GetValue(also)!.Select(Also.Parse).ToList();
    if (arguments.GetValue(old) is { } built)
    {
        others.Add(Also.Parse($"old={built}/benchmarks/Compare/bin/Release/net10.0/Compare.dll"));
    }
    var place = Place.Description(arguments.GetValue(isa)!);
    var before = Result.Load(path).Where(r => r.Place == place).ToList();
    var comparison = new Comparison(
        peers,
        others,
        Isa.Variables(arguments.GetValue(isa)!),
        place,
        arguments.GetValue(search) ? [] : before,
        Console.Error.WriteLine
    );
    var folder = Directory.CreateTempSubdirectory("gan-compare").FullName;
    var results = before.ToDictionary(r => r.Workload);
    try
    {
        foreach (var workload in Workload.All.Where(w => chosen.Contains(w.Name)))
        {
            results[workload.Name] = comparison.Of(
                workload,
                arguments.GetValue(rounds),
                arguments.GetValue(quick),
                folder
            );
            if (arguments.GetValue(quick))
            {
                continue;
            }
            Result.Save(path, InOrder());
            var files = new[] { native, avx2 }.Contains(path) ? new[] { native, avx2 } : [path];
            File.WriteAllText(arguments.GetValue(page)!, Report.Page(files.Select(Result.Load)));
        }
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
    Console.WriteLine(
        Report.Page([
            [.. InOrder().Where(r => chosen.Contains(r.Workload))],
        ])
    );
    Console.WriteLine(Report.Others(InOrder()));
    Console.WriteLine($"Took {clock.Elapsed.TotalMinutes:0.0} minutes.");

    List<Result> InOrder() => [.. Workload.All.Where(w => results.ContainsKey(w.Name)).Select(w => results[w.Name])];
}
