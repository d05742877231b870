// Runs games on a ring of 8 and a grid of 25 Gaussians after PacGAN's protocol: its networks, data, batch and measures, several seeds each.
using System.Collections.Concurrent;
using System.CommandLine;

var iterations = new Option<long>("--iterations") { Description = "Generator updates of a run; WGAN-GP, with five critic updates each, gets a fifth", DefaultValueFactory = _ => 4000 };
var seeds = new Option<int>("--seeds") { Description = "Runs of each game on each set", DefaultValueFactory = _ => 5 };
var sets = new Option<string[]>("--sets") { Description = "ring, grid", DefaultValueFactory = _ => ["ring", "grid"], AllowMultipleArgumentsPerToken = true }.AcceptOnlyFromAmong("ring", "grid");
var games = new Option<string[]>("--games") { Description = string.Join(", ", Configuration.All.Select(c => c.Name)), DefaultValueFactory = _ => [.. Configuration.All.Select(c => c.Name)], AllowMultipleArgumentsPerToken = true }
    .AcceptOnlyFromAmong([.. Configuration.All.Select(c => c.Name)]);
var parallel = new Option<int>("--parallel") { Description = "Runs side by side, a thread each", DefaultValueFactory = _ => Environment.ProcessorCount };
var folder = new Option<string>("--out") { Description = "Folder for mode-coverage.json, .md and .svg", DefaultValueFactory = _ => "benchmarks/results" };

var command = new RootCommand("Mode coverage on Gaussian mixtures after PacGAN (Lin et al. 2018).") { iterations, seeds, sets, games, parallel, folder };
command.SetAction(arguments =>
{
    var plan = (from set in arguments.GetValue(sets)! from game in Configuration.All where arguments.GetValue(games)!.Contains(game.Name)
                from seed in Enumerable.Range(0, arguments.GetValue(seeds)) select (set, game, seed)).ToList();
    var done = new ConcurrentDictionary<int, Run>();
    Parallel.For(0, plan.Count, new ParallelOptions { MaxDegreeOfParallelism = arguments.GetValue(parallel) }, i =>
    {
        var (set, game, seed) = plan[i];
        var count = game.Name == "WGAN-GP" ? Math.Max(1, arguments.GetValue(iterations) / 5) : arguments.GetValue(iterations);
        var run = done[i] = Run.Of(game, set, (ulong)seed, count);
        Console.Error.WriteLine(FormattableString.Invariant($"{done.Count}/{plan.Count} {set} {game.Name} seed {seed}: {run.End.Modes} modes, {100 * run.End.HighQuality:0.0} % high quality, {run.Seconds:0} s"));
    });
    var runs = done.OrderBy(r => r.Key).Select(r => r.Value).ToList();
    Report.Save(arguments.GetValue(folder)!, runs);
    Console.WriteLine(Report.Table(runs));
});
return command.Parse(args).Invoke();
