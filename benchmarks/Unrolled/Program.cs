// Unrolled GANs on a ring of eight Gaussians (Metz et al. 2017, section 3.1): modes found with and without steps ahead.
using System.CommandLine;

var ring = new RingSettings();
var steps = new Option<long>("--steps") { Description = "Steps of a run", DefaultValueFactory = _ => ring.Steps };
var seeds = new Option<int>("--seeds") { Description = "Runs of each K", DefaultValueFactory = _ => 5 };
var ahead = new Option<int[]>("--ahead")
{
    Description = "Steps ahead K",
    DefaultValueFactory = _ => [0, 1, 5],
    AllowMultipleArgumentsPerToken = true,
};
var rate = new Option<double>("--rate")
{
    Description = "Rate of the steps ahead",
    DefaultValueFactory = _ => ring.AheadRate,
};
var gain = new Option<double>("--gain")
{
    Description = "Gain of the first weights",
    DefaultValueFactory = _ => ring.Gain,
};
var width = new Option<long>("--width")
{
    Description = "Units of the discriminator's layers",
    DefaultValueFactory = _ => ring.Width,
};
var rateG = new Option<double>("--rate-g")
{
    Description = "Rate of the generator",
    DefaultValueFactory = _ => ring.GeneratorRate,
};
var rateD = new Option<double>("--rate-d")
{
    Description = "Rate of the discriminator",
    DefaultValueFactory = _ => ring.DiscriminatorRate,
};
var sigma = new Option<double>("--sigma")
{
    Description = "Deviation of a mode",
    DefaultValueFactory = _ => ring.Sigma,
};
var radius = new Option<double>("--radius")
{
    Description = "Radius of the ring",
    DefaultValueFactory = _ => ring.Radius,
};
var batch = new Option<int>("--batch") { Description = "Batch", DefaultValueFactory = _ => ring.Batch };
var decay = new Option<double>("--decay")
{
    Description = "Share of the training after which both rates fall to 0",
    DefaultValueFactory = _ => ring.Decay,
};
var average = new Option<double>("--average")
{
    Description = "Decay of the generator's moving average; 0 for none",
    DefaultValueFactory = _ => ring.Average,
};
var folder = new Option<string>("--out")
{
    Description = "Folder for unrolled.md",
    DefaultValueFactory = _ => "benchmarks/results",
};
var command = new RootCommand("Modes that unrolled GANs find on a ring.")
{
    steps,
    seeds,
    ahead,
    rate,
    gain,
    width,
    rateG,
    rateD,
    sigma,
    radius,
    batch,
    decay,
    average,
    folder,
};
command.SetAction(parsed =>
{
    var settings = new RingSettings
    {
        Steps = parsed.GetValue(steps),
        AheadRate = parsed.GetValue(rate),
        Average = parsed.GetValue(average),
        Gain = parsed.GetValue(gain),
        Width = parsed.GetValue(width),
        GeneratorRate = parsed.GetValue(rateG),
        DiscriminatorRate = parsed.GetValue(rateD),
        Sigma = parsed.GetValue(sigma),
        Radius = parsed.GetValue(radius),
        Batch = parsed.GetValue(batch),
        Decay = parsed.GetValue(decay),
    };
    var plan = new List<(int Ahead, ulong Seed)>();
    foreach (var k in parsed.GetValue(ahead)!)
    {
        for (var seed = 0; seed < parsed.GetValue(seeds); seed++)
        {
            plan.Add((k, (ulong)seed));
        }
    }
    var runs = new List<RingRun>();
    var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
    Parallel.ForEach(
        plan,
        options,
        run =>
        {
            var result = RingRun.Of(settings, run.Ahead, run.Seed, parsed.GetValue(folder)!);
            lock (runs)
            {
                runs.Add(result);
                Console.Error.WriteLine(result.Line());
                RingReport.Write(parsed.GetValue(folder)!, settings, runs);
            }
        }
    );
});
return command.Parse(args).Invoke();
