// Families of networks against each other: equal processor time, equal data, distances in one fixed feature space.
using System.CommandLine;

var field = new Argument<string>("data") { Description = "fashion: Fashion-MNIST at 32 px; emoji: pictures at 64 px" };
field.AcceptOnlyFromAmong("fashion", "emoji");
var package = new Option<string?>("--package")
{
    Description = "Folder of the npm package emoji-datasource-twitter, with emoji.json and img/twitter/64",
};
var minutes = new Option<double>("--minutes")
{
    Description = "Processor minutes of each training, all threads together",
    DefaultValueFactory = _ => 10,
};
var seeds = new Option<int>("--seeds") { Description = "Runs of each", DefaultValueFactory = _ => 1 };
var first = new Option<int>("--first-seed") { Description = "Seed of the first run", DefaultValueFactory = _ => 0 };
var only = new Option<string[]>("--only")
{
    Description = "Names of contestants; all without it",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [],
};
var truncations = new Option<double[]>("--truncation")
{
    Description = "Truncations at which samples are judged too, into truncation.md",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [],
};
var folder = new Option<string>("--out") { Description = "Folder", DefaultValueFactory = _ => "benchmarks/results" };
var command = new RootCommand("Families of networks in equal processor time.")
{
    field,
    package,
    minutes,
    seeds,
    first,
    only,
    truncations,
    folder,
};
command.SetAction(parsed =>
{
    var name = parsed.GetValue(field)!;
    var contestants = name == "fashion" ? Contestants.OfFashion : Contestants.OfPictures;
    using var judge =
        name == "fashion"
            ? Judge.OfFashion()
            : Judge.OfEmoji(
                parsed.GetValue(package)
                    ?? throw new ArgumentException("emoji needs --package FOLDER; see benchmarks/README.md.")
            );
    var race = new Race(judge, name, parsed.GetValue(minutes), parsed.GetValue(folder)!)
    {
        Truncations = parsed.GetValue(truncations)!,
    };
    var names = parsed.GetValue(only)!;
    for (var seed = 0; seed < parsed.GetValue(seeds); seed++)
    {
        foreach (var contestant in contestants.Where(c => names.Length == 0 || names.Contains(c.Name)))
        {
            race.Run(contestant, (ulong)(parsed.GetValue(first) + seed));
        }
    }
});
return command.Parse(args).Invoke();
