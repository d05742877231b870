using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>Soft tokens (Gumbel softmax, Kusner and Hernández-Lobato 2016; Jang et al. 2017).</summary>
internal static class GumbelTokens
{
    /// <summary>
    /// softmax(β·(ln p + g)) with the noise g under which each token that was written is the largest. Tokens drawn by p
    /// and such a noise are together what Gumbel's distribution and its largest entry are (Maddison et al. 2014,
    /// section 2), so the tokens need not be drawn again.
    /// </summary>
    /// <param name="logits">[N, T, V], with a graph.</param>
    /// <param name="tokens">What was written by them, int64 [N, T].</param>
    /// <param name="sharpness">β. Greater than 0.</param>
    /// <param name="random">Where random numbers come from.</param>
    /// <returns>[N, T, V]; the largest share of each is its token's.</returns>
    internal static Tensor Soften(Tensor logits, Tensor tokens, double sharpness, Generator random)
    {
        using var scope = NewDisposeScope();
        var likely = logits.log_softmax(2);
        return ((likely + Noise(likely.detach(), tokens, random)) * sharpness).softmax(2).MoveToOuterDisposeScope();
    }

    /// <summary>Gumbel's noise [N, T, V], given which entry of ln p + g is the largest.</summary>
    // A race: the winner's time is exponential with rate 1, and the others need longer by times of the rates p.
    internal static Tensor Noise(Tensor likely, Tensor tokens, Generator random)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var drawn = rand(likely.shape, device: likely.device, generator: random);
        var times = -drawn.clamp_min(1e-20).log().clamp_max(-1e-7);
        var winner = tokens.unsqueeze(2);
        var first = times.gather(2, winner);
        var race = (times / likely.exp().clamp_min(1e-30)) + first;
        return (-race.scatter(2, winner, first).log() - likely).MoveToOuterDisposeScope();
    }

    /// <summary>Behind the end of a text there are end marks alone.</summary>
    /// <param name="soft">[N, T, V].</param>
    /// <param name="mask">[N, T], 1 for tokens that belong to their texts.</param>
    /// <param name="end">The end mark; null where all belong.</param>
    internal static Tensor Ended(Tensor soft, Tensor mask, long? end)
    {
        if (end is not { } mark)
        {
            return soft;
        }
        using var scope = NewDisposeScope();
        var marks = zeros_like(soft);
        marks.select(2, mark).fill_(1);
        return where(mask.unsqueeze(2).eq(1), soft, marks).MoveToOuterDisposeScope();
    }
}
