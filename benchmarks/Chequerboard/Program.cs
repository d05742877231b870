// The chequerboard of a DCGAN by the way its sides are doubled (Odena et al. 2016): how much of the samples' energy
// alternates from pixel to pixel, over that of the data, while it trains on a folder of images.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gan;
using Gan.Data;
using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using static TorchSharp.torch;

var folder = new Argument<string>("folder") { Description = "Folder of images" };
var side = new Option<int>("--side") { Description = "Height and width", DefaultValueFactory = _ => 64 };
var steps = new Option<long>("--steps") { Description = "Steps of a run", DefaultValueFactory = _ => 200 };
var batch = new Option<int>("--batch") { Description = "Batch", DefaultValueFactory = _ => 32 };
var maps = new Option<long>("--maps") { Description = "Feature maps at the image", DefaultValueFactory = _ => 16 };
var pictures = new Option<string?>("--pictures") { Description = "Folder for a picture of each run" };
var command = new RootCommand("The chequerboard of a DCGAN by the way its sides are doubled.")
{
    folder,
    side,
    steps,
    batch,
    maps,
    pictures,
};
command.SetAction(parsed =>
{
    CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    var options = new ImageFolderOptions { Size = parsed.GetValue(side), Labels = ImageLabels.None };
    using var data = ImageFolder.Load(parsed.GetValue(folder)!, options);
    using var indices = arange(Math.Min(1000, data.Count));
    using var real = data.Read(indices, CPU).Samples;
    var every = Math.Max(1, parsed.GetValue(steps) / 4);
    Console.WriteLine($"data: {Chequerboard.Share(real):0.00000} of the energy of {indices.numel()} images alternates");
    Console.WriteLine("| upsampling | step | ms a step | share | over the data's |");
    Console.WriteLine("|---|---|---|---|---|");
    foreach (var mode in Enum.GetValues<UpsamplingMode>())
    {
        using var trainer = new GanBuilder()
            .WithData(data)
            .WithDcgan(new DcganOptions { FeatureMaps = parsed.GetValue(maps), UpsamplingMode = mode })
            .WithR3gan(10)
            .AddAugmentation(new DiffAugment())
            .WithTraining(new TrainingOptions { Steps = parsed.GetValue(steps), BatchSize = parsed.GetValue(batch) })
            .Build();
        var clock = Stopwatch.StartNew();
        foreach (var report in trainer.Steps())
        {
            if (report.Step % every != 0)
            {
                continue;
            }
            using var samples = trainer.Context.Sample(500, seed: 1);
            var share = Chequerboard.Share(samples);
            var time = clock.Elapsed.TotalMilliseconds / report.Step;
            Console.WriteLine(
                $"| {mode} | {report.Step} | {time:0} | {share:0.00000} | {share / Chequerboard.Share(real):0.00} |"
            );
        }
        if (parsed.GetValue(pictures) is { } pictureFolder)
        {
            Directory.CreateDirectory(pictureFolder);
            using var samples = trainer.Context.Sample(32, seed: 1);
            SampleGrid
                .Draw(samples, columns: 8)
                .Save(Path.Combine(pictureFolder, $"chequerboard-{mode}.png".ToLowerInvariant()));
        }
    }
});
return command.Parse(args).Invoke();
