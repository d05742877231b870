using Gan.Losses;

namespace Gan;

/// <summary>Filters that read so many tokens at once.</summary>
/// <param name="Width">Tokens that a filter reads. At least 1.</param>
/// <param name="Filters">Filters of this width. At least 1.</param>
public sealed record TextWindow(int Width, int Filters);

/// <summary>
/// The networks of SeqGAN (Yu et al. 2017, arXiv:1609.05473): a writer with an LSTM, and a judge of convolutions over
/// the text with a highway (section 3.3, Kim 2014, Srivastava et al. 2015). <c>TextBuilder</c> fills in what the texts
/// decide.
/// </summary>
public sealed record SeqGanOptions : INetworkFamily
{
    /// <summary>The judge's filters in the paper, for texts of 20 tokens: 1,720 of them, which take some 27 million
    /// multiplications a text.</summary>
    public static IReadOnlyList<TextWindow> PaperWindows { get; } =
    [
        new(1, 100),
        new(2, 200),
        new(3, 200),
        new(4, 200),
        new(5, 200),
        new(6, 100),
        new(7, 100),
        new(8, 100),
        new(9, 100),
        new(10, 100),
        new(15, 160),
        new(20, 160),
    ];

    /// <summary>V: how many tokens there are, marks included. At least 2. The texts decide it.</summary>
    public long Tokens { get; init; } = 2;

    /// <summary>T: tokens of a text. At least 1. The texts decide it.</summary>
    public long Length { get; init; } = 1;

    /// <summary>The end mark, in [0, V); null where all texts have one length. The texts decide it.</summary>
    public long? EndToken { get; init; }

    /// <summary>Numbers by which the writer knows a token. At least 1. Default 32, as in the paper.</summary>
    public long Embedding { get; init; } = 32;

    /// <summary>Entries of the LSTM's state. At least 1. Default 32, as in the paper.</summary>
    public long Hidden { get; init; } = 32;

    /// <summary>Deviation of the writer's first weights. Greater than 0. Default 0.1, as in the paper; 1 makes its
    /// oracle.</summary>
    public double WeightDeviation { get; init; } = 0.1;

    /// <summary>Numbers by which the judge knows a token. At least 1. Default 32; the paper has 64.</summary>
    public long JudgeEmbedding { get; init; } = 32;

    /// <summary>The judge's filters. Those wider than a text are left out, and one must remain. Default 64 each of 2 to
    /// 5 tokens, which suits a processor; <see cref="PaperWindows"/> has the paper's.</summary>
    public IReadOnlyList<TextWindow> Windows { get; init; } = [new(2, 64), new(3, 64), new(4, 64), new(5, 64)];

    /// <summary>Probability that the judge drops a feature, in [0, 1). Default 0.25, as in the paper.</summary>
    public double Dropout { get; init; } = 0.25;

    /// <summary>One entry a token: its place among the probabilities, so that a text is a function of its
    /// latent.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long LatentSize => Length;

    CriticSlope INetworkFamily.Slope => CriticSlope.Free;

    internal IReadOnlyList<TextWindow> FittingWindows => [.. Windows.Where(window => window.Width <= Length)];

    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => new LstmWriter(this, spec);

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new TextJudge(this, spec);

    double INetworkFamily.LeastGeneratorWeights(NetworkSpec spec) =>
        ((double)Tokens * (Embedding + Hidden)) + (4.0 * Hidden * ((double)Embedding + Hidden));

    double INetworkFamily.LeastDiscriminatorWeights(NetworkSpec spec)
    {
        var filters = FittingWindows.Sum(window => (double)window.Filters);
        return ((double)Tokens * JudgeEmbedding)
            + FittingWindows.Sum(window => (double)window.Width * window.Filters * JudgeEmbedding)
            + (2 * filters * filters);
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        const string Remedy = "Train with TextBuilder, which fills it in by the texts.";
        const long MostTokens = 1_000_002;
        const long MostLength = 100_000;
        foreach (
            var problem in Bounds.Of(
                nameof(SeqGanOptions),
                Bounds.Within(2, MostTokens, Tokens),
                Bounds.Within(1, MostLength, Length),
                EndToken is { } end ? Bounds.Within(0, Tokens - 1, end, nameof(EndToken)) : null,
                Bounds.AtLeast(1, Embedding),
                Bounds.AtLeast(1, Hidden),
                Bounds.Above(0, WeightDeviation),
                Bounds.AtLeast(1, JudgeEmbedding),
                Bounds.In("[0, 1)", Dropout)
            )
        )
        {
            yield return problem;
        }
        if (Windows.Any(window => window is null || window.Width < 1 || window.Filters < 1))
        {
            yield return "SeqGanOptions.Windows must each have a width and filters of at least 1.";
        }
        else if (FittingWindows.Count == 0)
        {
            yield return new Problem(
                $"None of SeqGanOptions.Windows fits into texts of {Length} tokens.",
                "Add a narrower one: WithNetworks(new SeqGanOptions { Windows = [new(1, 64)] })."
            );
        }
        if (!(shape.Count == 1 && shape[0] == Length))
        {
            yield return new Problem(
                $"SeqGanOptions.Length makes samples of shape [{Length}], but samples have shape "
                    + $"{ShapeText.Of(shape)}.",
                Remedy
            );
        }
    }

    /// <inheritdoc/>
    public bool Equals(SeqGanOptions? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() =>
        $"SeqGanOptions {{ Tokens = {Tokens}, Length = {Length}, EndToken = "
        + $"{(EndToken is { } end ? InvariantText.Of(end) : "none")}, Embedding = {Embedding}, Hidden = {Hidden}, "
        + $"WeightDeviation = {WeightDeviation}, JudgeEmbedding = {JudgeEmbedding}, Windows = "
        + $"{string.Join(' ', Windows.Select(window => $"{window?.Width}x{window?.Filters}"))}, Dropout = {Dropout} }}";
}
