// Two kinds of pictures without pairs (CycleGAN): white digits on black, and other digits, black on white. The truth is
// known here, as it is not for horses and zebras: a translation is the inverted picture.
using Gan;
using Gan.Games;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

const string Out = "out/cyclegan";
var steps = Arguments.Steps(args, 200);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
using var white = Digits.Part(0, 4500);
using var black = Digits.Part(4500, 4500, inverted: true);

using var trainer = new CycleBuilder()
    .WithImages(white, black)
    .WithCycleGan()
    .WithTranslator(new ResNetTranslator { Blocks = 2, FeatureMaps = 8 })
    .WithJudge(
        new PatchDiscriminator
        {
            Layers = 2,
            FeatureMaps = 16,
            Norm = DiscriminatorNorm.Instance,
        }
    )
    .With(gan =>
        gan.WithTraining(new TrainingOptions { Steps = steps, BatchSize = 4 })
            .AddCallback(new HtmlReport($"{Out}/report.html"))
    )
    .Build();
using var trained = trainer.Train(new ConsoleProgress(), signals.Token);
trained.Save($"{Out}/cycle.safetensors");

// A row: white digit, its translation, that translated back; then the same from a black one.
using var views = trainer.Context.Views(12);
SampleGrid.Draw(views, columns: 2).Save($"{Out}/grid.png");

using var heldOut = Digits.HeldOut();
using var batch = heldOut.Read(arange(100), CPU);
using var there = trained.AToB.Translate(batch.Samples);
using var back = trained.BToA.Translate(there);
using var error = (there + batch.Samples).abs().mean();
using var copied = (2 * batch.Samples).abs().mean();
using var cycle = (back - batch.Samples).abs().mean();
Console.WriteLine($"L1 to the inverted picture {error.ToDouble():f3}, of a copy {copied.ToDouble():f3}");
Console.WriteLine($"L1 there and back {cycle.ToDouble():f3}");
Console.WriteLine($"{Out}/grid.png shows both kinds, there and back.");
