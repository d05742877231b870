using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>How likely a writer holds texts.</summary>
public static class TextLikelihood
{
    private const long Chunk = 256; // texts at a time, which bounds memory

    /// <summary>−ln of the probability of each token, given those before it.</summary>
    /// <param name="logits">[N, T, V].</param>
    /// <param name="tokens">Int64 [N, T], in [0, V).</param>
    /// <returns>[N, T], with the graph of the logits.</returns>
    /// <exception cref="ArgumentException">Shapes or type do not fit each other.</exception>
    public static Tensor OfTokens(Tensor logits, Tensor tokens)
    {
        LayerInput.Present(logits, nameof(logits));
        if (logits.dim() != 3 || logits.is_complex())
        {
            throw new ArgumentException(
                $"Logits are numbers [N, T, V], but are {logits.dtype} {ShapeText.Of(logits.shape)}.",
                nameof(logits)
            );
        }
        LayerInput.Present(tokens, nameof(tokens));
        if (
            tokens.dtype != ScalarType.Int64
            || logits.dim() != 3
            || !tokens.shape.AsSpan().SequenceEqual(logits.shape.AsSpan(0, 2))
        )
        {
            throw new ArgumentException(
                $"Tokens must be int64 {ShapeText.Of(logits.shape[..2])}, as the logits are, but are {tokens.dtype} "
                    + $"{ShapeText.Of(tokens.shape)}.",
                nameof(tokens)
            );
        }
        using var scope = NewDisposeScope();
        var chosen = logits.gather(2, tokens.unsqueeze(2)).squeeze(2);
        return (logits.logsumexp(2) - chosen).MoveToOuterDisposeScope();
    }

    /// <summary>−ln of the probability of each text, in evaluation mode and without gradient.</summary>
    /// <param name="writer">A generator of texts.</param>
    /// <param name="samples">[N, T], numbers of tokens.</param>
    /// <returns>Sums over the tokens that belong to each text, float32 [N], and how many they are, float32 [N], on the
    /// CPU.</returns>
    /// <exception cref="ArgumentException">The generator writes no texts.</exception>
    public static (Tensor Sums, Tensor Counts) OfTexts(GeneratorNetwork writer, Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(writer);
        TextTokens.Require(samples, nameof(samples));
        if (samples.size(0) < 1)
        {
            throw new ArgumentException("There is no text.", nameof(samples));
        }
        var texts =
            writer.Writer ?? throw new ArgumentException($"{writer.GetName()} writes no texts.", nameof(writer));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var modes = new NetworkModes(writer);
        writer.eval();
        var device = writer.parameters().First().device;
        var sums = new List<Tensor>();
        var counts = new List<Tensor>();
        for (var start = 0L; start < samples.size(0); start += Chunk)
        {
            using var chunk = NewDisposeScope();
            var some = samples.narrow(0, start, Math.Min(Chunk, samples.size(0) - start)).to(device);
            var tokens = TextTokens.Of(some, texts.Tokens);
            var mask = TextTokens.Mask(tokens, texts.EndToken);
            var missed = OfTokens(texts.NextLogits(tokens), tokens) * mask;
            sums.Add(missed.sum(1).cpu().MoveToOuterDisposeScope());
            counts.Add(mask.sum(1).cpu().MoveToOuterDisposeScope());
        }
        return (cat(sums).MoveToOuterDisposeScope(), cat(counts).MoveToOuterDisposeScope());
    }
}
