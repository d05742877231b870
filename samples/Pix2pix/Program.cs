// Pictures from drawings (pix2pix): digits from their edges, or what two folders of your own show by files of one name:
// dotnet run -- [--steps 600] [--inputs sketches --targets photos --size 64]
using System.Numerics;
using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

const string Out = "out/pix2pix";
var given = Arguments.Read(args, "--steps", "--inputs", "--targets", "--size");
var steps = given.Number("--steps", 600);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
using var pairs = Pairs(ImageSplit.Train);
using var others = Pairs(ImageSplit.Validation);
Console.WriteLine($"{pairs.Count} pairs to learn from, {others.Count} to judge by");

// Sides of 28 pixels can be halved twice, those of 64 six times.
var depth = Math.Min(5, BitOperations.TrailingZeroCount(pairs.SampleShape[1]));
using var trainer = new TranslationBuilder()
    .WithPairs(pairs)
    .WithPix2pix(lambda: 100)
    .WithTranslator(new UNet { Depth = depth, FeatureMaps = 16 })
    .WithJudge(new PatchDiscriminator { Layers = 2, FeatureMaps = 16 })
    .With(gan =>
        gan.WithTraining(new TrainingOptions { Steps = steps, BatchSize = 16 })
            .AddMetric(new DistortionMetric(DistortionKind.Psnr, others, count: 200), every: 200)
            .AddCallback(new HtmlReport($"{Out}/report.html"))
    )
    .Build();
using var trained = trainer.Train(new ConsoleProgress(), signals.Token);
trained.Save($"{Out}/translator.safetensors");

// The file says how the translator is built, so it is all that an application needs. Its noise is dropout: another seed
// draws another picture.
using var translator = TrainedTranslator.Load($"{Out}/translator.safetensors");
using var batch = others.Read(arange(Math.Min(24, others.Count)), CPU);
using var made = translator.Translate(batch.Input!, seed: 1);
using var rows = cat([batch.Input!.expand_as(made), made, batch.Samples], 3);
SampleGrid.Draw(rows, columns: 4).Save($"{Out}/grid.png");
using var psnr = Distortion.Psnr(made, batch.Samples).mean();
Console.WriteLine($"{Out}/grid.png shows drawing, translation and truth: {psnr.ToDouble():f1} dB.");

IDataset Pairs(ImageSplit split)
{
    if (given.TryGetValue("--inputs", out var inputs) && given.TryGetValue("--targets", out var targets))
    {
        var options = new ImageFolderOptions { Size = (int)given.Number("--size", 64), Split = split };
        return PairedFolders.Load(inputs, targets, options);
    }
    if (given.ContainsKey("--inputs") || given.ContainsKey("--targets"))
    {
        throw new GanConfigurationException([
            new Problem("Pairs of your own are two folders.", "Give --inputs and --targets."),
        ]);
    }
    return (split == ImageSplit.Train ? Digits.Training() : Digits.HeldOut()).WithInput(new Edges());
}
