// Runs games on a ring of 8 and a grid of 25 Gaussians after PacGAN's protocol: its networks, data, batch and measures,
// several seeds each.
using System.CommandLine;
using System.Globalization;

var iterations = new Option<long>("--iterations")
{
    Description =
        "Generator updates of a run; WGAN-GP, with five critic updates each, takes a fifth; GAN and PacGAN2 "
        + "take three times as many on the ring, the game with codes three times on the ring and six times on the "
        + "grid, the long one twenty times",
    DefaultValueFactory = _ => 1000,
};
var seeds = new Option<int>("--seeds") { Description = "Runs of each game on each set", DefaultValueFactory = _ => 5 };
var sets = new Option<string[]>("--sets")
{
    Description = "ring, grid",
    DefaultValueFactory = _ => ["ring", "grid"],
    AllowMultipleArgumentsPerToken = true,
}.AcceptOnlyFromAmong("ring", "grid");
var games = new Option<string[]>("--games")
{
    Description = string.Join(", ", Configuration.All.Select(c => c.Name)),
    DefaultValueFactory = _ => [.. Configuration.All.Select(c => c.Name)],
    AllowMultipleArgumentsPerToken = true,
}.AcceptOnlyFromAmong([.. Configuration.All.Select(c => c.Name)]);
var parallel = new Option<int>("--parallel")
{
    Description = "Runs side by side, a thread each",
    DefaultValueFactory = _ => Environment.ProcessorCount,
};
var folder = new Option<string>("--out")
{
    Description = "Folder for mode-coverage.json, .md and .svg",
    DefaultValueFactory = _ => "benchmarks/results",
};

var command = new RootCommand("Mode coverage on Gaussian mixtures after PacGAN (Lin et al. 2018).")
{
    iterations,
    seeds,
    sets,
    games,
    parallel,
    folder,
};
command.SetAction(arguments =>
{
    var path = arguments.GetValue(folder)!;
    var chosen = Configuration.All.Where(game => arguments.GetValue(games)!.Contains(game.Name));
    var plan = new List<(string set, Configuration game, ulong seed, long count)>();
    foreach (var set in arguments.GetValue(sets)!)
    {
        foreach (var game in chosen)
        {
            var length = set == "ring" ? game.Length.Ring : game.Length.Grid;
            var count = (long)(arguments.GetValue(iterations) * length);
            for (var seed = 0; seed < arguments.GetValue(seeds) && count > 0; seed++)
            {
                plan.Add((set, game, (ulong)seed, count));
            }
        }
    }
    var planned = plan.Select(p => (p.set, p.game.Name, p.seed, p.count)).ToHashSet();
    // what an interrupted command has done stays
    var runs = Report.Load(path).Where(r => planned.Remove((r.Set, r.Game, r.Seed, r.Iterations))).ToList();
    plan.RemoveAll(p => !planned.Contains((p.set, p.game.Name, p.seed, p.count)));
    Parallel.ForEach(
        plan,
        new ParallelOptions { MaxDegreeOfParallelism = arguments.GetValue(parallel) },
        p =>
        {
            var run = Run.Of(p.game, p.set, p.seed, p.count);
            lock (runs)
            {
                runs.Add(run);
                Report.Save(path, runs);
                Console.Error.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{p.set} {p.game.Name} seed {p.seed}: {run.End.Modes} modes, "
                            + $"{100 * run.End.HighQuality:0.0} % high quality, {run.Seconds:0} s"
                    )
                );
            }
        }
    );
    Console.WriteLine(Report.Save(path, runs));
});
return command.Parse(args).Invoke();
