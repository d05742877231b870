using Gan;
using Gan.Games;

/// <summary>A way to go on after the likelihood.</summary>
/// <param name="Name">What the page calls it.</param>
/// <param name="IsControl">Whether its gain is none of adversarial learning.</param>
/// <param name="Change">What it plays.</param>
internal sealed record Contestant(string Name, bool IsControl, Func<TextBuilder, TextBuilder> Change)
{
    internal static IReadOnlyList<Contestant> All(TextSettings settings) =>
        [
            new("likelihood, as long again", false, text => text.WithLikelihood(settings.Epochs)),
            new("SeqGAN", false, text => SeqGan(text, settings, TextReward.Judge, baseline: true)),
            new("its reward shuffled", true, text => SeqGan(text, settings, TextReward.Shuffled, baseline: true)),
            new("SeqGAN, no baseline", false, text => SeqGan(text, settings, TextReward.Judge, baseline: false)),
            new("shuffled, no baseline", true, text => SeqGan(text, settings, TextReward.Shuffled, baseline: false)),
            new("constant, no baseline", true, text => SeqGan(text, settings, TextReward.Constant, baseline: false)),
            new("Gumbel softmax", false, text => text.WithGumbelSoftmax(0, settings.SoftRounds)),
        ];

    // The weights of the likelihood are handed on.
    private static TextBuilder SeqGan(TextBuilder text, TextSettings settings, TextReward reward, bool baseline)
    {
        var seqGan = text.WithSeqGan(0, settings.Rounds, settings.Rollouts);
        return seqGan.WithOptions(
            seqGan.Options with
            {
                JudgeSteps = settings.JudgeSteps,
                Reward = reward,
                Baseline = baseline,
                RateAfterPretraining = settings.WriterRate,
            }
        );
    }
}
