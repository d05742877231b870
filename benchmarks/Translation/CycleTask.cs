using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>Digits and digits that are inverted and coloured, without pairs, whose truth is known: does a translation
/// keep the digit?</summary>
internal static class CycleTask
{
    private const string Task = "digits and inverted digits, unpaired, 28 px";
    private const int Train = 4500; // of each kind, from other digits

    internal static void Run(Arguments arguments)
    {
        using var digits = Mnist.Embedded();
        using var classifier = ImageClassifier.Train(digits, new ClassifierOptions(), ..(2 * Train));
        using var plain = Part(digits, 0, Train, Grey);
        using var inverted = Part(digits, Train, Train, Inverted);
        using var test = digits.Read(arange(2 * Train, digits.Count), CPU);
        for (var seed = 0; seed < arguments.Seeds; seed++)
        {
            var clock = new ProcessorClock();
            using var trainer = new CycleBuilder()
                .WithImages(plain, inverted)
                .WithCycleGan()
                .WithOptions(
                    new CycleOptions
                    {
                        Translator = new ResNetTranslator { Blocks = 3, FeatureMaps = 16 },
                        Judge = new PatchDiscriminator { Layers = 2, FeatureMaps = 16 },
                        CycleWeight = 5,
                        IdentityWeight = 0,
                    }
                )
                .With(gan =>
                    gan.WithTraining(
                        new TrainingOptions
                        {
                            Steps = arguments.Of(3000),
                            BatchSize = 8,
                            Seed = (ulong)seed,
                        }
                    )
                )
                .Build();
            var cycles = trainer.Steps().Select(report => report.Values["cycle/translators"]).ToList();
            var seconds = clock.Seconds;
            using var trained = trainer.Snapshot();
            var row = new Row(Task, "CycleGAN", (ulong)seed, Judge(trained, test, classifier), seconds);
            row.Values["cycle term, first 100 steps"] = cycles.Take(100).Average();
            row.Values["cycle term, last 100 steps"] = cycles.TakeLast(100).Average();
            Results.Add(arguments.Folder, [row]);
            Console.Error.WriteLine(
                string.Join(", ", row.Values.Select(v => FormattableString.Invariant($"{v.Key} {v.Value:0.####}")))
            );
            if (seed == 0)
            {
                using var views = trainer.Context.Views(12);
                SampleGrid.Draw(views, columns: 2).Save(Path.Combine(arguments.Folder, "translation", "cycle.png"));
            }
        }
    }

    private static Dictionary<string, double> Judge(TrainedCycle trained, Batch test, ImageClassifier classifier)
    {
        using var scope = NewDisposeScope();
        var truth = Inverted(test.Samples);
        var made = trained.AToB.Translate(Grey(test.Samples));
        var back = trained.BToA.Translate(truth);
        var again = trained.BToA.Translate(made);
        var disturbed = trained.BToA.Translate((made + (randn_like(made) / 127.5)).clamp(-1, 1));
        return new()
        {
            ["agreement A to B"] = Agreement(Undone(made)),
            ["agreement B to A"] = Agreement(back.mean([1L], keepdim: true)),
            ["L1 to the truth"] = (made - truth).abs().mean().ToDouble(),
            ["cycle error"] = (again - Grey(test.Samples)).abs().mean().ToDouble(),
            ["cycle error, 1/255 of noise"] = (disturbed - Grey(test.Samples)).abs().mean().ToDouble(),
        };

        double Agreement(Tensor images) =>
            classifier.Probabilities(images).argmax(1).eq(test.Condition!).to(ScalarType.Float64).mean().ToDouble();
    }

    private static Tensor Grey(Tensor digits) => digits.expand(-1, 3, -1, -1).contiguous();

    // Dark blue on warm white: red falls from 1, green from 0.8, blue from 0.6 to 0.4.
    private static Tensor Inverted(Tensor digits)
    {
        var ink = (digits + 1) / 2;
        return cat([1 - (2 * ink), 0.8 - (1.7 * ink), 0.6 - (0.2 * ink)], 1);
    }

    // The digit that an inverted picture shows, by its red channel.
    private static Tensor Undone(Tensor inverted) => -inverted.narrow(1, 0, 1);

    private static ImageDataset Part(IDataset digits, long from, long count, Func<Tensor, Tensor> change)
    {
        using var scope = NewDisposeScope();
        var images = change(digits.Read(arange(from, from + count), CPU).Samples);
        var pixels = images.add(1).mul(127.5).round().clamp(0, 255).to(ScalarType.Byte).contiguous();
        return new ImageDataset(pixels.MoveToOuterDisposeScope(), name: $"digits from {from}");
    }
}
