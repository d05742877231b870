using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Losses;
using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>Fashion-MNIST with a centre box of half of each side.</summary>
internal static class InpaintingTask
{
    internal static void Run(Arguments arguments)
    {
        var masked = new Masked(new CentreMask());
        using var train = Fashion.Train();
        using var pairs = train.WithInput(masked);
        using var held = Fashion.Test().WithInput(masked);
        var trial = new Trial("Fashion-MNIST, centre box", held, new ClassifierFeatures(Fashion.Judge), arguments);
        var reference = train.Read(arange(train.Count), CPU).Samples;
        var hole = trial.Held.Input!.narrow(1, 1, 1);
        trial.Add(
            "mean of the data",
            Paste(reference.mean([0L], keepdim: true).expand_as(trial.Held.Samples)),
            0,
            InHole
        );
        trial.Add("nearest neighbour", Paste(Nearest(reference, trial.Held.Samples, hole)), 0, InHole);
        for (var seed = 0; seed < arguments.Seeds; seed++)
        {
            trial.Seed = (ulong)seed;
            var gated = Of(new TranslationBuilder().WithPairs(pairs).WithGatedInpainting());
            var options = gated.Options with
            {
                Translator = new GatedTranslator { FeatureMaps = 16 },
                Judge = new PatchDiscriminator
                {
                    Layers = 1,
                    FeatureMaps = 32,
                    Norm = DiscriminatorNorm.Spectral,
                },
                Terms = [new L1Reconstruction(20)],
            };
            trial.Train("gated convolutions, hinge", gated.WithOptions(options), InHole).Dispose();
            trial
                .Train(
                    "gated convolutions, L1 alone",
                    gated.WithOptions(options with { AdversarialWeight = 0 }),
                    InHole
                )
                .Dispose();
        }

        TranslationBuilder Of(TranslationBuilder translation) =>
            translation.With(gan =>
                gan.WithOptimizers(new AdamOptions(3e-4, 0.5, 0.999))
                    .WithTraining(
                        new TrainingOptions
                        {
                            Steps = arguments.Of(3000),
                            BatchSize = 32,
                            Seed = trial.Seed,
                        }
                    )
            );

        void InHole(Row row, Tensor made) =>
            row.Values["L1 in the hole"] = (((made - trial.Held.Samples).abs() * hole).sum() / hole.sum()).ToDouble();

        Tensor Paste(Tensor filling) => (filling * hole) + (trial.Held.Samples * (1 - hole));
    }

    // The training image that is nearest on the known pixels.
    private static Tensor Nearest(Tensor reference, Tensor images, Tensor hole)
    {
        var known = 1 - hole[0..1];
        var seen = (reference * known).flatten(1);
        var best = new List<Tensor>();
        foreach (var part in images.split(100))
        {
            using var scope = NewDisposeScope();
            var distances = cdist((part * known).flatten(1), seen);
            best.Add(reference.index_select(0, distances.argmin(1)).MoveToOuterDisposeScope());
        }
        return cat(best);
    }
}
