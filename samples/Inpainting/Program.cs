// Digits whose middle is missing, completed by a context encoder. Known pixels stay bit for bit.
using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

const string Out = "out/inpainting";
var steps = Arguments.Steps(args, 300);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
using var pairs = Digits.Training().WithInput(new Masked(new CentreMask()));
using var others = Digits.HeldOut().WithInput(new Masked(new CentreMask()));

using var trained = new TranslationBuilder()
    .WithPairs(pairs)
    .WithContextEncoder()
    .WithTranslator(new ContextEncoder { FeatureMaps = 16, Bottleneck = 200 })
    .WithJudge(new PatchDiscriminator { Layers = 2, FeatureMaps = 16 })
    .With(gan =>
        gan.WithTraining(new TrainingOptions { Steps = steps, BatchSize = 16 })
            .AddMetric(new DistortionMetric(DistortionKind.Psnr, others, count: 200), every: 200)
            .AddCallback(new HtmlReport($"{Out}/report.html"))
    )
    .Train(new ConsoleProgress(), signals.Token);
trained.Save($"{Out}/completer.safetensors");

// Any picture and any mask: 1 in the hole. What the picture holds there does not matter.
using var batch = others.Read(arange(24), CPU);
using var mask = zeros(1, 1, 28, 28);
mask[0, 0, 7..21, 7..21] = 1;
using var completed = trained.Complete(batch.Samples, mask);
using var holes = batch.Samples * (1 - mask);
using var rows = cat([holes, completed, batch.Samples], 3);
SampleGrid.Draw(rows, columns: 4).Save($"{Out}/grid.png");
using var known = ((completed - batch.Samples) * (1 - mask)).abs().max();
using var error = (completed - batch.Samples).abs().mul(mask).sum() / (24 * mask.sum());
using var grey = batch.Samples.abs().mul(mask).sum() / (24 * mask.sum());
Console.WriteLine($"known pixels differ by {known.ToDouble()}");
Console.WriteLine($"L1 in the hole {error.ToDouble():f3}, of mid-grey {grey.ToDouble():f3}");
Console.WriteLine($"{Out}/grid.png shows hole, completion and truth.");
