// The same work in Gan.Net and in PyTorch, turn about: times, memory, ratios, and proof that both take the same steps.
using System.CommandLine;

var names = Workload.All.Select(w => w.Name).ToArray();
var workloads = new Argument<string[]>("workloads") { Description = string.Join(", ", names), Arity = ArgumentArity.ZeroOrMore }.AcceptOnlyFromAmong(names);
var rounds = new Option<int>("--rounds") { Description = "Rounds of each workload", DefaultValueFactory = _ => 3 };
var json = new Option<string>("--json") { Description = "File of the results", DefaultValueFactory = _ => "benchmarks/results/compare.json" };
var page = new Option<string>("--page") { Description = "Page of the results", DefaultValueFactory = _ => "docs/speed.md" };
var peer = new Option<string>("--peer") { Description = "PyTorch's side", DefaultValueFactory = _ => "benchmarks/peers/peer.py" };
var measure = new Option<string?>("--measure") { Description = "Measure our side of one workload in this process and print it", Hidden = true };
var digits = new Option<string?>("--digits") { Description = "IDX file for the epoch", Hidden = true };

var command = new RootCommand("Gan.Net beside PyTorch, turn about on this machine.") { workloads, rounds, json, page, peer, measure, digits };
command.SetAction(arguments =>
{
    if (arguments.GetValue(measure) is { } name)
    {
        Console.WriteLine(Measuring.Of(Workload.All.Single(w => w.Name == name), arguments.GetValue(digits)).Text());
        return;
    }
    var chosen = arguments.GetValue(workloads) is { Length: > 0 } some ? some : names;
    var comparison = new Comparison(arguments.GetValue(peer)!, arguments.GetValue(rounds), Console.Error.WriteLine);
    var folder = Directory.CreateTempSubdirectory("gan-compare").FullName;
    try
    {
        var results = new List<Result>();
        foreach (var workload in Workload.All.Where(w => chosen.Contains(w.Name)))
        {
            results.Add(comparison.Of(workload, folder));
            Report.Save(arguments.GetValue(json)!, arguments.GetValue(page)!, results, arguments.GetValue(rounds));
        }
        Console.WriteLine(Report.Page(results, arguments.GetValue(rounds)));
    }
    finally { Directory.Delete(folder, recursive: true); }
});
return command.Parse(args).Invoke();
