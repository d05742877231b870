// Stacked MNIST in the setting of Unrolled GANs and PacGAN's table 3: modes of 1,000 and reverse KL.
using System.CommandLine;
using Gan.Data;
using Gan.Metrics;

var iterations = new Option<long>("--iterations")
{
    Description = "Generator updates of a run",
    DefaultValueFactory = _ => 3000,
};
var seeds = new Option<int>("--seeds") { Description = "Runs of each", DefaultValueFactory = _ => 5 };
var maps = new Option<long>("--maps")
{
    Description = "Maps of the discriminator's first layer: 2 (a quarter of the generator) or 4 (a half)",
    DefaultValueFactory = _ => 2,
};
var games = new Option<string[]>("--games")
{
    Description = string.Join(", ", Contestant.All.Select(c => c.Name)),
    DefaultValueFactory = _ => [.. Contestant.All.Select(c => c.Name)],
    AllowMultipleArgumentsPerToken = true,
}.AcceptOnlyFromAmong([.. Contestant.All.Select(c => c.Name)]);
var folder = new Option<string>("--out")
{
    Description = "Folder for stacked-digits.json and .md",
    DefaultValueFactory = _ => "benchmarks/results",
};
var command = new RootCommand("Modes of stacked digits that games find.") { iterations, seeds, maps, games, folder };
command.SetAction(parsed =>
{
    using var digits = Mnist.Embedded();
    using var data = new StackedDigits(digits, 100_000);
    using var classifier = ImageClassifier.Train(digits);
    for (var seed = 0; seed < parsed.GetValue(seeds); seed++)
    {
        foreach (var game in Contestant.All.Where(c => parsed.GetValue(games)!.Contains(c.Name)))
        {
            var run = Run.Of(game, data, classifier, parsed.GetValue(maps), parsed.GetValue(iterations), (ulong)seed);
            Report.Add(parsed.GetValue(folder)!, run);
            var line = $"{run.Game}, {run.Maps} maps, seed {run.Seed}: {run.Modes} modes, KL {run.ReverseKl:0.00}";
            Console.Error.WriteLine(line);
        }
    }
});
return command.Parse(args).Invoke();
