// The share of the training's steps that it waits for data: decoded digits and colour images in memory, with and
// without random changes and workers.
using System.CommandLine;
using System.Globalization;
using Gan;
using Gan.Data;

var steps = new Option<int>("--steps")
{
    Description = "Steps measured of each training, after five that are not",
    DefaultValueFactory = _ => 40,
};
var most = new Option<int>("--workers") { Description = "Largest number of workers", DefaultValueFactory = _ => 2 };
var command = new RootCommand("How long training waits for data.") { steps, most };
command.SetAction(arguments =>
{
    Console.WriteLine($"| data | changes | workers | step, ms | wait, ms | share |\n|---|---|---|---|---|---|");
    foreach (
        var (name, data) in new (string, Func<IDataset>)[]
        {
            ("digits, 1x28x28", Mnist.Embedded),
            ("images, 3x32x32", Images),
        }
    )
    {
        foreach (var changed in new[] { false, true })
        {
            for (var workers = 0; workers <= arguments.GetValue(most); workers++)
            {
                var samples = changed ? Changed(data()) : data();
                Measure(name, samples, changed, workers, arguments.GetValue(steps));
            }
        }
    }
});
return command.Parse(args).Invoke();

// The default DCGAN of the quick start: 16 feature maps, batches of 64, five critic updates a step.
static void Measure(string name, IDataset data, bool changed, int workers, int steps)
{
    using var owned = data;
    using var trainer = new GanBuilder()
        .WithData(data)
        .WithDcgan()
        .WithWgangp()
        .WithTraining(new TrainingOptions { Steps = steps + 5, DataWorkers = workers })
        .Build();
    var measured = trainer.Steps().Skip(5).ToList();
    var step = measured.Average(r => r.Duration.TotalMilliseconds);
    var wait = measured.Average(r => r.DataWait.TotalMilliseconds);
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {(changed ? "all four" : "none")} | "
                + $"{workers} | {step:0.0} | {wait:0.000} | {100 * wait / step:0.00} % |"
        )
    );
}

static IDataset Changed(IDataset data) =>
    data.WithAugmentation(
        new RandomFlip(),
        new RandomCrop(4),
        new RandomAffine { Rotation = (-10, 10) },
        new RandomColor { Brightness = (0.8, 1.2), Hue = (-0.05, 0.05) }
    );

static IDataset Images()
{
    var bytes = new byte[5000 * 3 * 32 * 32];
    new Random(1).NextBytes(bytes);
    return ImageDataset.FromBytes(bytes, 3, 32, 32);
}
