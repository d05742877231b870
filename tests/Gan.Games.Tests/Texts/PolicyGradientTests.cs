using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

/// <summary>A writer of three tokens and texts of three: all 27 texts can be enumerated.</summary>
public sealed class PolicyGradientTests
{
    private static readonly SeqGanOptions Options = new()
    {
        Tokens = 3,
        Length = 3,
        Embedding = 2,
        Hidden = 3,
        WeightDeviation = 0.8,
        Windows = [new(1, 2)],
    };

    // What a judge might say of texts: any function of their tokens.
    private static Tensor Score(Tensor texts) => (texts * tensor(new[] { 0.9f, -0.6f, 0.4f })).sum(1).sin() * 2;

    private static Tensor All() =>
        stack([
            .. from a in Enumerable.Range(0, 3)
            from b in Enumerable.Range(0, 3)
            from c in Enumerable.Range(0, 3)
            select tensor(new long[] { a, b, c }),
        ]);

    private static LstmWriter Writer()
    {
        var writer = (LstmWriter)Options.Generator(new NetworkSpec([3], 3));
        using var stream = new Generator(5);
        using var _ = no_grad();
        foreach (var weight in writer.parameters())
        {
            weight.copy_(randn(weight.shape, generator: stream) * 0.8);
        }
        return writer;
    }

    private static Tensor Probabilities(LstmWriter writer, Tensor texts) =>
        (-TextLikelihood.OfTokens(writer.NextLogits(texts), texts).sum(1)).exp();

    /// <summary>Q of a beginning is the sum over its three or nine ends of their probability by their reward.</summary>
    [Fact]
    public void Rollouts_give_the_mean_reward_of_all_ends_within_their_error()
    {
        const int Rollouts = 10_000;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var writer = Writer();
        var all = All();
        var chances = Probabilities(writer, all).data<float>().ToArray();
        var worth = Score(all).sigmoid().data<float>().ToArray();
        var text = tensor(
            new long[,]
            {
                { 2, 0, 1 },
                { 1, 1, 0 },
            }
        );
        using var stream = new Generator(7);
        var rewards = PolicyGradient.Rewards(writer, Score, text, Rollouts, stream);
        rewards.shape.Should().Equal(2, 3);
        double Expected(int first, int second)
        {
            var fits = Enumerable.Range(0, 27).Where(i => i / 9 == first && (second < 0 || i / 3 % 3 == second));
            return fits.Sum(i => (double)chances[i] * worth[i]) / fits.Sum(i => (double)chances[i]);
        }
        var error = 3 * 0.5 / Math.Sqrt(Rollouts); // a reward in [0, 1] has a deviation of at most 1/2
        rewards[0, 0].ToDouble().Should().BeApproximately(Expected(2, -1), error);
        rewards[0, 1].ToDouble().Should().BeApproximately(Expected(2, 0), error);
        rewards[0, 2].ToDouble().Should().BeApproximately(worth[(2 * 9) + 1], 1e-6);
        rewards[1, 0].ToDouble().Should().BeApproximately(Expected(1, -1), error);
        rewards[1, 1].ToDouble().Should().BeApproximately(Expected(1, 1), error);
    }

    /// <summary>With every text as often as it is likely, the objective's gradient is that of the expected
    /// reward.</summary>
    [Fact]
    public void The_gradient_is_that_of_the_expected_reward()
    {
        using var scope = NewDisposeScope();
        using var writer = Writer();
        var all = All();
        var worth = Score(all).sigmoid();
        writer.zero_grad();
        (Probabilities(writer, all) * worth).sum().backward();
        var exact = Gradients(writer);

        var rewards = Exact(writer, all, worth);
        var chances = Probabilities(writer, all).detach();
        writer.zero_grad();
        var each = TextLikelihood.OfTokens(writer.NextLogits(all), all) * rewards;
        (each.sum(1) * chances).sum().backward();
        Distance(Gradients(writer), exact * -1).Should().BeLessThan(1e-5, "the sum over all texts is the expectation");

        const int Count = 60_000;
        using var stream = new Generator(3);
        var drawn = multinomial(chances, Count, replacement: true, generator: stream);
        var text = all.index_select(0, drawn);
        foreach (var baseline in new[] { false, true })
        {
            writer.zero_grad();
            var mask = ones(Count, 3);
            PolicyGradient
                .Objective(writer.NextLogits(text), text, rewards.index_select(0, drawn), mask, baseline)
                .backward();
            var found = Gradients(writer) * -3; // the objective is a mean over tokens, with the sign turned
            (Distance(found, exact) / exact.norm().ToDouble())
                .Should()
                .BeLessThan(baseline ? 0.1 : 0.2, "of {0} draws, baseline {1}", Count, baseline);
        }
    }

    // Q of each text's beginnings, from the enumeration.
    private static Tensor Exact(LstmWriter writer, Tensor all, Tensor worth)
    {
        var chances = Probabilities(writer, all).detach();
        var rewards = zeros(27, 3);
        for (var i = 0; i < 27; i++)
        {
            for (var t = 0; t < 3; t++)
            {
                var same = all.narrow(1, 0, t + 1).eq(all[i].narrow(0, 0, t + 1)).all(1).to(ScalarType.Float32);
                rewards[i, t] = (chances * worth * same).sum() / (chances * same).sum();
            }
        }
        return rewards;
    }

    private static Tensor Gradients(LstmWriter writer) =>
        cat([.. writer.parameters().Select(weight => weight.grad!.flatten().clone())]);

    private static double Distance(Tensor one, Tensor other) => (one - other).norm().ToDouble();

    /// <summary>Two texts of two tokens: each token is compared with the other text's at its place. The third ended
    /// before. Fractions, and a sum above 255: once all were added up as bytes.</summary>
    [Fact]
    public void The_baseline_is_the_mean_of_the_other_texts_that_go_on()
    {
        using var scope = NewDisposeScope();
        var logits = zeros(3, 2, 2, requires_grad: true);
        float[] rewards = [0.25f, 300, 1.5f, 100.75f, 100, 7];
        float[] mask = [1, 1, 1, 1, 0, 0];
        var tokens = zeros(new long[] { 3, 2 }, dtype: ScalarType.Int64);
        PolicyGradient
            .Objective(logits, tokens, tensor(rewards, [3, 2]), tensor(mask, [3, 2]), baseline: true)
            .backward();
        // The slope of −ln p of the first of two even tokens is ½ − 1, and the objective is a mean over six tokens.
        float[] gains = [0.25f - 1.5f, 300 - 100.75f, 1.5f - 0.25f, 100.75f - 300, 0, 0];
        logits
            .grad!.select(2, 0)
            .flatten()
            .data<float>()
            .ToArray()
            .Zip(gains)
            .Should()
            .AllSatisfy(pair => pair.First.Should().BeApproximately(pair.Second * -0.5f / 6, 1e-5f));
    }
}
