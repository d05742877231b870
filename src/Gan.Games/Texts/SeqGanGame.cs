using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>
/// SeqGAN (Yu et al. 2017, arXiv:1609.05473): to the writer a token is an action, and its reward is how real the judge
/// holds the texts that go on from it. They are finished by a copy that lags behind the writer, its moving average.
/// </summary>
public sealed class SeqGanGame : TextGame
{
    /// <summary>Makes both networks from the settings.</summary>
    /// <param name="setup">Settings and device.</param>
    /// <param name="options">What is played.</param>
    /// <param name="vocabulary">What tokens mean: files of the writer hold it.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public SeqGanGame(GameSetup setup, TextGanOptions options, Vocabulary vocabulary)
        : base(setup, options, vocabulary) { }

    private protected override Tensor Learn(Turn turn, Part part)
    {
        var tokens = turn.WithoutGradient(() => Written(part));
        var mask = TextTokens.Mask(tokens, Writer.EndToken);
        var rewards = turn.WithoutGradient(() => Rewards(turn, part, tokens));
        turn.Report("reward/generator", (rewards * mask).sum() / mask.sum());
        return PolicyGradient.Objective(Writer.NextLogits(tokens), tokens, rewards, mask, Options.Baseline);
    }

    private Tensor Rewards(Turn turn, Part part, Tensor tokens)
    {
        if (Options.Reward == TextReward.Constant)
        {
            return ones([tokens.size(0), tokens.size(1)], device: turn.Device);
        }
        using var modes = new NetworkModes(Judge);
        Judge.eval(); // dropout would be noise in the rewards
        var copy = ((GeneratorNetwork)Generator.Averaged).Writer!;
        var rewards = PolicyGradient.Rewards(copy, Judged, tokens, Options.Rollouts, part.Random(0));
        return Options.Reward == TextReward.Shuffled
            ? rewards[randperm(tokens.size(0), device: turn.Device, generator: part.Random(1))]
            : rewards;
    }

    private Tensor Judged(Tensor texts) => Judge.call(texts, null);
}
