using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>The policy gradient of texts (REINFORCE, Williams 1992; SeqGAN, Yu et al. 2017, section 3.1): tokens that
/// were rewarded more than others become more likely.</summary>
internal static class PolicyGradient
{
    // Texts that a judge reads at a time: all beginnings of a batch finished sixteen times are twenty thousand.
    private const long Chunk = 2048;

    /// <summary>A number whose gradient is that of the expected reward, with the sign turned and divided by
    /// T.</summary>
    /// <param name="logits">[N, T, V], with a graph.</param>
    /// <param name="tokens">What was written by them, int64 [N, T].</param>
    /// <param name="rewards">[N, T], what each token is worth.</param>
    /// <param name="mask">[N, T], 1 for tokens that belong to their texts.</param>
    /// <param name="baseline">Whether the mean reward of the other texts at this place is taken off, which leaves the
    /// expectation as it is and makes it steadier.</param>
    internal static Tensor Objective(Tensor logits, Tensor tokens, Tensor rewards, Tensor mask, bool baseline)
    {
        using var scope = NewDisposeScope();
        var gain = baseline ? rewards - OfOthers(rewards, mask) : rewards;
        return (TextLikelihood.OfTokens(logits, tokens) * (gain * mask).detach()).mean().MoveToOuterDisposeScope();
    }

    // A text's own reward would pull its baseline, and the gradient off. Alone, it has nothing to compare with: 0.
    private static Tensor OfOthers(Tensor rewards, Tensor mask)
    {
        // [0] and not 0, which the compiler takes for a type of numbers
        var others = mask.sum([0]) - mask;
        return ((rewards * mask).sum([0]) - (rewards * mask)) / others.clamp_min(1);
    }

    /// <summary>What each token is worth to a judge: the mean probability of being real over texts that go on from it;
    /// of the last one, that of the text itself.</summary>
    /// <param name="writer">Who goes on.</param>
    /// <param name="judge">Who judges, in evaluation mode.</param>
    /// <param name="tokens">Int64 [N, T].</param>
    /// <param name="rollouts">R: how often each beginning is finished.</param>
    /// <param name="random">Where random numbers come from.</param>
    /// <returns>[N, T], in [0, 1].</returns>
    internal static Tensor Rewards(
        ITextWriter writer,
        Func<Tensor, Tensor> judge,
        Tensor tokens,
        int rollouts,
        Generator random
    )
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (count, length) = (tokens.size(0), tokens.size(1));
        var whole = Real(tokens).unsqueeze(1);
        if (length == 1)
        {
            return whole.MoveToOuterDisposeScope();
        }
        var texts = writer.GoOn(tokens, rollouts, random).reshape(-1, length);
        var chunks = texts.split(Chunk).Select(Real);
        var worth = cat([.. chunks]).reshape(length - 1, rollouts, count).mean([1]).t();
        return cat([worth, whole], 1).MoveToOuterDisposeScope();

        Tensor Real(Tensor some)
        {
            using var chunk = NewDisposeScope();
            var scores = judge(some.to(ScalarType.Float32)).reshape(some.size(0), -1); // a column for each judge
            return scores.sigmoid().mean([1]).MoveToOuterDisposeScope();
        }
    }
}
