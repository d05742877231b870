// Trains on a folder of pictures, its sub-folders being classes: dotnet run -- --data photos [--size 64] [--steps 1000]
// Without --data it writes some digits as PNG files first and trains on those.
using Gan;
using Gan.Data;
using Gan.Losses;
using Gan.Monitoring;
using static TorchSharp.torch;

const string Out = "out/image-folder";
var given = Arguments.Read(args, "--data", "--size", "--steps");
var steps = given.Number("--steps", 1000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
var size = (int)given.Number("--size", 32);
var folder = given.GetValueOrDefault("--data") ?? WriteDigits($"{Out}/digits");

// The cache holds the decoded bytes: the next start decodes nothing, as long as neither the folder nor the options
// change.
using var pictures = ImageFolder.Load(folder, new ImageFolderOptions { Size = size, Cache = $"{Out}/pictures.cache" });
Console.WriteLine(
    $"{pictures.Count} images of {size} x {size}, {pictures.Classes} classes, {pictures.Skipped.Count} files skipped"
);
foreach (var skipped in pictures.Skipped.Take(10))
{
    Console.WriteLine($"  {skipped.File}: {skipped.Reason}");
}

var gan = new GanBuilder()
    .WithData(pictures)
    .WithDcgan()
    .WithWgangp()
    .WithTraining(new TrainingOptions { Steps = steps, BatchSize = (int)Math.Min(64, pictures.Count) });
if (pictures.Classes > 1)
{
    gan = gan.WithConditioning(new LabelEmbedding());
}

using var trained = gan.Train(new ConsoleProgress(), signals.Token);
trained.Save($"{Out}/generator.safetensors");
if (pictures.Classes > 1)
{
    // A row for each class, at most ten.
    var rows = pictures.ClassNames.Take(10).Select((_, label) => trained.Sample(8, label: label, seed: 1)).ToArray();
    using var table = cat(rows);
    SampleGrid.Draw(table, columns: 8).Save($"{Out}/grid.png");
    foreach (var row in rows)
    {
        row.Dispose();
    }
}
else
{
    using var samples = trained.Sample(64, seed: 1);
    SampleGrid.Draw(samples).Save($"{Out}/grid.png");
}
Console.WriteLine(
    $"{Out}/grid.png shows what it makes of: "
        + $"{string.Join(", ", pictures.ClassNames.DefaultIfEmpty("the pictures").Take(10))}"
);

static string WriteDigits(string folder)
{
    using var digits = Mnist.Embedded();
    using var all = digits.Read(arange(300, dtype: ScalarType.Int64), CPU);
    for (var i = 0; i < all.Count; i++)
    {
        var label = all.Condition![i].item<long>();
        Directory.CreateDirectory($"{folder}/{label}");
        using var digit = all.Samples.narrow(0, i, 1);
        SampleGrid.Draw(digit).Save($"{folder}/{label}/{i:d3}.png");
    }
    return folder;
}
