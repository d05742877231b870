// Trains a conditional GAN on the embedded digits and asks a classifier of real digits how many samples show the digit
// that was asked for.
using System.CommandLine;
using System.Diagnostics;
using Gan;
using Gan.Data;
using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using static TorchSharp.torch;

var steps = new Option<int>("--steps")
{
    Description = "Generator updates",
    DefaultValueFactory = _ => (int)new TrainingOptions().Steps,
};
var conditionings = new Dictionary<string, IConditioning>
{
    ["concatenation"] = new LabelConcatenation(),
    ["embedding"] = new LabelEmbedding(),
    ["projection"] = new ProjectionConditioning(),
    ["auxiliary"] = new AuxiliaryClassifier(),
};
var kind = new Option<string>("--conditioning")
{
    Description = string.Join(", ", conditionings.Keys),
    DefaultValueFactory = _ => "auxiliary",
}.AcceptOnlyFromAmong([.. conditionings.Keys]);
var normed = new Option<bool>("--conditional-batch-norm")
{
    Description = "Lets the label choose scale and shift in the generator's layers",
};
var seed = new Option<ulong>("--seed") { Description = "Seed of everything random", DefaultValueFactory = _ => 0 };
var least = new Option<double>("--least")
{
    Description = "End with status 1 below this share",
    DefaultValueFactory = _ => 0.9,
};
var file = new Option<string>("--grid")
{
    Description = "A row of samples of each digit, as PNG",
    DefaultValueFactory = _ => "out/conditional-digits.png",
};

var command = new RootCommand("Share of conditional MNIST samples whose class a classifier confirms.")
{
    steps,
    kind,
    normed,
    seed,
    least,
    file,
};
command.SetAction(arguments =>
{
    using var scope = NewDisposeScope();
    using var digits = Mnist.Embedded();
    using var classifier = ImageClassifier.Train(digits, samples: ..9000);
    Print($"classifier: {100 * classifier.Accuracy(digits, 9000..):0.00} % of 1,000 held-out digits right");
    var clock = Stopwatch.StartNew();
    using var gan = new GanBuilder()
        .WithData(digits)
        .WithDcgan(new DcganOptions { ConditionalBatchNorm = arguments.GetValue(normed) })
        .WithWgangp()
        .WithConditioning(conditionings[arguments.GetValue(kind)!])
        .WithTraining(new TrainingOptions { Steps = arguments.GetValue(steps), Seed = arguments.GetValue(seed) })
        .AddCallback(new ConsoleProgress())
        .Train();
    var time = clock.Elapsed;
    var right = 0.0;
    var rows = new List<Tensor>();
    for (var digit = 0; digit < 10; digit++)
    {
        var samples = gan.Sample(200, label: digit, seed: digit);
        var share = classifier.Accuracy(samples, full(new[] { 200L }, digit, dtype: ScalarType.Int64));
        Print($"  {digit}: {100 * share:0.0} % of 200 samples confirmed");
        right += share / 10;
        rows.Add(samples.narrow(0, 0, 10));
    }
    SampleGrid.Draw(cat(rows.ToArray()), 10).Save(arguments.GetValue(file)!);
    Print(
        $"{arguments.GetValue(kind)}: {100 * right:0.00} % confirmed after {gan.Step} steps in {time.TotalSeconds:0} s"
    );
    return right >= arguments.GetValue(least) ? 0 : 1;
});
return command.Parse(args).Invoke();

static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
