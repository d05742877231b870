using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// A writer with drawn weights as the truth (SeqGAN, Yu et al. 2017, section 4): it writes the texts that others learn
/// from, and knows how likely theirs are.
/// </summary>
/// <remarks>
/// Its likelihood alone praises writers that repeat its likeliest text. Beside it belongs how likely a writer holds
/// the oracle's texts (<c>TrainedText.Unlikelihood</c>).
/// </remarks>
public sealed class TextOracle : IDisposable
{
    private const int MostTexts = 1_000_000; // in one tensor

    private readonly GeneratorNetwork writer;

    /// <summary>Draws an oracle.</summary>
    /// <param name="tokens">How many tokens there are, all of them ordinary. From 2 to 1,000,000; the paper has
    /// 5,000.</param>
    /// <param name="length">Tokens of each text, from 1 to 1,000; the paper has 20.</param>
    /// <param name="seed">Equal seeds give equal oracles.</param>
    /// <param name="hidden">Entries of its embedding and of its state, from 1 to 4,096. Default 32, as in the
    /// paper.</param>
    public TextOracle(int tokens, int length, long seed, int hidden = 32)
    {
        Tokens = Argument.Within(2, 1_000_000, tokens);
        Length = Argument.Within(1, 1000, length);
        Argument.Within(1, 4096, hidden);
        var options = new SeqGanOptions
        {
            Tokens = tokens,
            Length = length,
            Embedding = hidden,
            Hidden = hidden,
            Windows = [new(1, 1)],
        };
        writer = options.Generator(new NetworkSpec([length], length));
        writer.eval();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var stream = new Generator((ulong)seed);
        foreach (var weight in writer.parameters())
        {
            weight.copy_(randn(weight.shape, generator: stream));
        }
    }

    /// <summary>How many tokens there are.</summary>
    public int Tokens { get; }

    /// <summary>Tokens of each text.</summary>
    public int Length { get; }

    /// <summary>Texts of the oracle.</summary>
    /// <param name="count">How many, from 1 to 1,000,000.</param>
    /// <param name="seed">Equal seeds give equal texts.</param>
    public IReadOnlyList<IReadOnlyList<long>> Write(int count, long seed)
    {
        Argument.Within(1, MostTexts, count);
        using var scope = NewDisposeScope();
        using var stream = new Generator((ulong)seed);
        var texts = writer.Writer!.Write(rand([count, Length], generator: stream));
        return [.. texts.data<long>().ToArray().Chunk(Length)];
    }

    /// <summary>−ln of the probability of texts under the oracle, for each token on average.</summary>
    /// <param name="texts">Texts of its tokens, each of its length.</param>
    /// <exception cref="ArgumentException">There are none, or they have another length or other tokens.</exception>
    public double Unlikelihood(IReadOnlyList<IReadOnlyList<long>> texts)
    {
        NGrams.RequireTexts(texts, nameof(texts));
        if (texts.Any(text => text.Count != Length || text.Any(token => token < 0 || token >= Tokens)))
        {
            throw new ArgumentException(
                $"The oracle's texts are {Length} numbers below {Tokens}, and one of these is not.",
                nameof(texts)
            );
        }
        using var scope = NewDisposeScope();
        var samples = tensor(texts.SelectMany(text => text).Select(token => (float)token).ToArray());
        var (sums, counts) = TextLikelihood.OfTexts(writer, samples.reshape(texts.Count, Length));
        return sums.to(ScalarType.Float64).sum().ToDouble() / counts.to(ScalarType.Float64).sum().ToDouble();
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();
}
