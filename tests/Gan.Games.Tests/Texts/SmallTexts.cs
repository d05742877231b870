using Gan.Data;

namespace Gan.Games.Tests;

/// <summary>Some short words, and small networks that learn them.</summary>
internal static class SmallTexts
{
    internal static TextDataset Words { get; } =
        TextDataset.Of(
            from first in new[] { "b", "d", "g", "st", "tr" }
            from middle in new[] { "a", "o", "i" }
            from last in new[] { "n", "nd", "t", "" }
            select first + middle + last
        );

    /// <summary>An epoch of likelihood, 3 steps; two of the judge; three of both.</summary>
    internal static TextBuilder Builder(TextDataset texts, TextLearning learning = TextLearning.PolicyGradient)
    {
        var builder = new TextBuilder()
            .WithTexts(texts)
            .WithNetworks(
                new SeqGanOptions
                {
                    Embedding = 4,
                    Hidden = 6,
                    JudgeEmbedding = 4,
                    Windows = [new(1, 3), new(2, 4), new(20, 9)],
                }
            );
        builder = learning == TextLearning.GumbelSoftmax ? builder.WithGumbelSoftmax() : builder.WithSeqGan();
        return builder.WithOptions(
            builder.Options with
            {
                PretrainEpochs = 1,
                JudgeSteps = 2,
                Rounds = 3,
                BatchSize = 20,
                Rollouts = 2,
            }
        );
    }
}
