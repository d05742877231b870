using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Losses;
using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>pix2pix beside its parts: the best constant picture, and the same U-Net without a judge.</summary>
internal static class PairedTasks
{
    /// <summary>One set of emoji to another, 64 pixels.</summary>
    internal static void Emoji(Arguments arguments)
    {
        var emoji = arguments.Emoji ?? throw new ArgumentException("pix2pix needs --emoji FOLDER.");
        using var split = new EmojiSplit(emoji);
        PairedFolders Load(string part) =>
            PairedFolders.Load(
                Path.Combine(split.Folder, part, "google"),
                Path.Combine(split.Folder, part, "twitter"),
                new ImageFolderOptions { Size = arguments.EmojiSize }
            );
        using var pairs = Load(EmojiSplit.Learnt);
        using var held = Load(EmojiSplit.Held);
        // Its labels are the blocks of code points: flags, faces, hands, animals and so on.
        using var classifier = ImageClassifier.Train(pairs.Targets, new ClassifierOptions());
        var task = $"emoji, Google to Twitter, {arguments.EmojiSize} px";
        var depth = (int)Math.Log2(arguments.EmojiSize);
        Run(task, pairs, held, classifier, depth, arguments.Of(4000), 8, arguments);
    }

    /// <summary>Edges to clothes: Fashion-MNIST with a border.</summary>
    internal static void Edges(Arguments arguments)
    {
        using var train = Fashion.Padded(Fashion.Train());
        using var test = Fashion.Padded(Fashion.Test());
        using var pairs = train.WithInput(new Edges());
        using var held = test.WithInput(new Edges());
        using var classifier = Fashion.Classifier(train, seed: 0);
        Run("edges to Fashion-MNIST, 32 px", pairs, held, classifier, depth: 4, arguments.Of(3000), 32, arguments);
    }

    private static void Run(
        string task,
        IDataset pairs,
        IDataset held,
        ImageClassifier classifier,
        int depth,
        long steps,
        int batch,
        Arguments arguments
    )
    {
        var trial = new Trial(task, held, new ClassifierFeatures(classifier), arguments);
        trial.Add("best constant picture", Median(pairs).expand_as(trial.Held.Samples));
        trial.Add("the input as it is", trial.Held.Input!.expand_as(trial.Held.Samples));
        for (var seed = 0; seed < arguments.Seeds; seed++)
        {
            trial.Seed = (ulong)seed;
            var translation = new TranslationBuilder()
                .WithPairs(pairs)
                .WithPix2pix()
                .WithTranslator(new UNet { Depth = depth, FeatureMaps = 32 })
                .WithJudge(new PatchDiscriminator { Layers = depth > 3 ? 2 : 1, FeatureMaps = 32 })
                .With(gan =>
                    gan.WithTraining(
                        new TrainingOptions
                        {
                            Steps = steps,
                            BatchSize = batch,
                            Seed = trial.Seed,
                        }
                    )
                );
            trial.Train("pix2pix", translation).Dispose();
            var alone = translation.WithOptions(translation.Options with { AdversarialWeight = 0 });
            trial.Train("U-Net, L1 alone", alone).Dispose();
        }
    }

    // The least L1 that one picture for all inputs can have.
    private static Tensor Median(IDataset pairs)
    {
        using var scope = NewDisposeScope();
        var some = pairs.Read(arange(Math.Min(4000, pairs.Count)), CPU).Samples;
        return some.quantile(tensor(0.5f), 0, keepdim: true).MoveToOuterDisposeScope();
    }
}
