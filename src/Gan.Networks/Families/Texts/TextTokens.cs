using static TorchSharp.torch;

namespace Gan;

/// <summary>Numbers of tokens as games and networks pass them: floats in samples, int64 for look-ups.</summary>
public static class TextTokens
{
    /// <summary>The tokens that samples stand for. Numbers that are none, as in a trial's noise, become the nearest
    /// token.</summary>
    /// <param name="samples">[N, T], numbers of tokens.</param>
    /// <param name="tokens">V: how many tokens there are.</param>
    /// <returns>Int64 [N, T], in [0, V).</returns>
    /// <exception cref="ArgumentException">samples has another number of axes.</exception>
    public static Tensor Of(Tensor samples, long tokens)
    {
        Require(samples, nameof(samples));
        Argument.AtLeast(1, tokens);
        using var scope = NewDisposeScope();
        if (!samples.is_floating_point())
        {
            return samples.to(ScalarType.Int64).clamp(0, tokens - 1).MoveToOuterDisposeScope();
        }
        return samples.nan_to_num(0).round().clamp(0, tokens - 1).to(ScalarType.Int64).MoveToOuterDisposeScope();
    }

    /// <summary>Which tokens belong to their texts: all up to the first end mark, that one included.</summary>
    /// <param name="tokens">Int64 [N, T].</param>
    /// <param name="end">The end mark; null where all tokens belong.</param>
    /// <returns>Float32 [N, T] of 0 and 1.</returns>
    public static Tensor Mask(Tensor tokens, long? end)
    {
        Require(tokens, nameof(tokens));
        if (end is not { } mark)
        {
            return ones_like(tokens, dtype: ScalarType.Float32);
        }
        using var scope = NewDisposeScope();
        var ends = tokens.eq(mark).to(ScalarType.Int64);
        return (ends.cumsum(1) - ends).eq(0).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <exception cref="ArgumentException">They are no numbers [N, T] with T at least 1.</exception>
    internal static void Require(Tensor texts, string name)
    {
        LayerInput.Present(texts, name);
        if (texts.dim() != 2 || texts.size(1) < 1 || texts.is_complex())
        {
            throw new ArgumentException(
                $"Texts are numbers [N, T] with T at least 1, but {name} is {texts.dtype} {ShapeText.Of(texts.shape)}.",
                name
            );
        }
    }
}
