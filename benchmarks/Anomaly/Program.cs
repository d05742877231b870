// Digits, each class held out in turn: areas under the ROC curve of f-AnoGAN, AnoGAN, nearest neighbours and principal
// components, with their times.
using System.CommandLine;
using System.Globalization;

var protocol = new Option<string>("--protocol")
{
    Description = "one-anomaly: nine classes are normal; one-normal: one class is",
    DefaultValueFactory = _ => Protocol.OneAnomaly,
}.AcceptOnlyFromAmong(Protocol.OneAnomaly, Protocol.OneNormal);
var classes = new Option<int[]>("--classes")
{
    Description = "Classes held out in turn",
    DefaultValueFactory = _ => [.. Enumerable.Range(0, 10)],
    AllowMultipleArgumentsPerToken = true,
};
var seeds = new Option<int>("--seeds") { Description = "Runs of each class", DefaultValueFactory = _ => 1 };
var steps = new Option<long>("--steps") { Description = "Steps of the GAN", DefaultValueFactory = _ => 1000 };
var encoder = new Option<long>("--encoder-steps")
{
    Description = "Steps of the encoder",
    DefaultValueFactory = _ => 1000,
};
var latent = new Option<long>("--latent") { Description = "Entries of a latent", DefaultValueFactory = _ => 64 };
var kappa = new Option<double>("--kappa") { Description = "Weight of the features", DefaultValueFactory = _ => 1 };
var limit = new Option<double>("--limit")
{
    Description = "Largest entry of a latent; 0 for none",
    DefaultValueFactory = _ => 1,
};
var searched = new Option<int>("--searched")
{
    Description = "Digits of either kind that AnoGAN scores, which takes seconds each; 0 for none",
    DefaultValueFactory = _ => 100,
};
var folder = new Option<string>("--out")
{
    Description = "Folder for anomaly.json and anomaly.md",
    DefaultValueFactory = _ => "benchmarks/results",
};

var command = new RootCommand("Detection of held-out digits by f-AnoGAN (Schlegl et al. 2019).")
{
    protocol,
    classes,
    seeds,
    steps,
    encoder,
    latent,
    kappa,
    limit,
    searched,
    folder,
};
command.SetAction(arguments =>
{
    var path = arguments.GetValue(folder)!;
    var settings = new Settings(
        arguments.GetValue(steps),
        arguments.GetValue(encoder),
        arguments.GetValue(latent),
        arguments.GetValue(kappa),
        arguments.GetValue(limit),
        arguments.GetValue(searched)
    );
    var runs = Report.Load(path);
    foreach (var label in arguments.GetValue(classes)!)
    {
        for (var seed = 0; seed < arguments.GetValue(seeds); seed++)
        {
            var run = Run.Of(arguments.GetValue(protocol)!, label, (ulong)seed, settings);
            // a run takes the place of an earlier one of its class and seed
            runs.RemoveAll(r => (r.Protocol, r.Class, r.Seed) == (run.Protocol, run.Class, run.Seed));
            runs.Add(run);
            Report.Save(path, runs);
            var areas = string.Join(
                ", ",
                run.Area.Select(a =>
                    string.Create(CultureInfo.InvariantCulture, $"{a.Key} {a.Value:f3} ({run.Seconds[a.Key]:f1} s)")
                )
            );
            Console.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{run.Protocol} {run.Class} seed {run.Seed}: {areas}; GAN {run.Seconds["GAN"]:f0} s, "
                        + $"encoder {run.Seconds["encoder"]:f0} s"
                )
            );
        }
    }
    Console.WriteLine(Report.Save(path, runs));
});
return command.Parse(args).Invoke();
