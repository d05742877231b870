using Gan.Losses;

namespace Gan;

/// <summary>What a head of a <see cref="CtganGenerator"/> makes.</summary>
public enum CtganHeadKind
{
    /// <summary>Numbers in [−1, 1], by tanh.</summary>
    Number,

    /// <summary>A one-hot code, by Gumbel softmax.</summary>
    Code,

    /// <summary>The same, which a condition asks for.</summary>
    AskedCode,
}

/// <summary>A part of a sample that is made together.</summary>
/// <param name="Width">Numbers in it. At least 1.</param>
/// <param name="Kind">What it is.</param>
public sealed record CtganHead(long Width, CtganHeadKind Kind);

/// <summary>
/// The networks of CTGAN (Xu et al. 2019, arXiv:1907.00503, section 4.4): a generator of concatenating residual layers
/// with batch normalisation whose heads are tanh and Gumbel softmax, and a critic of leaky ReLU and dropout. The
/// defaults are the paper's. <c>TableBuilder</c> fills in <see cref="Heads"/>.
/// </summary>
public sealed record CtganOptions : INetworkFamily
{
    /// <summary>Entries of the noise. Default 128.</summary>
    public long NoiseSize { get; init; } = 128;

    /// <summary>What a sample consists of, in its order. A table's encoding decides it.</summary>
    public IReadOnlyList<CtganHead> Heads { get; init; } = [];

    /// <summary>Widths of the generator's hidden layers. Each layer reads all that came before it. Default 256,
    /// 256.</summary>
    public IReadOnlyList<long> GeneratorWidths { get; init; } = [256, 256];

    /// <summary>Widths of the critic's hidden layers. Default 256, 256.</summary>
    public IReadOnlyList<long> DiscriminatorWidths { get; init; } = [256, 256];

    /// <summary>Slope of the critic's LeakyReLU for negative inputs, in [0, 1). Default 0.2.</summary>
    public double LeakySlope { get; init; } = 0.2;

    /// <summary>Probability that the critic drops a hidden unit, in [0, 1). Default 0.5.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>τ of the Gumbel softmax: the smaller, the nearer codes are to 0 and 1. Greater than 0. Default
    /// 0.2.</summary>
    public double Temperature { get; init; } = 0.2;

    /// <summary>Entries of the noise and one for each number of the codes, which are drawn by them: so a sample is a
    /// function of its latent.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long LatentSize => NoiseSize + CodeSize;

    internal long CodeSize => Heads.Where(head => head.Kind != CtganHeadKind.Number).Sum(head => head.Width);

    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => new CtganGenerator(this, spec);

    /// <summary>The critic of section 4.4, which is that of a fully connected GAN.</summary>
    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => Critic.Discriminator(spec);

    private MlpOptions Critic =>
        new()
        {
            DiscriminatorWidths = DiscriminatorWidths,
            LeakySlope = LeakySlope,
            Dropout = Dropout,
        };

    CriticSlope INetworkFamily.Slope => CriticSlope.Free;

    double INetworkFamily.LeastGeneratorWeights(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var sum = 0.0;
        double width = spec.LatentSize - CodeSize;
        foreach (var each in GeneratorWidths)
        {
            sum += width * each;
            width += each;
        }
        return sum + (width * spec.Size);
    }

    double INetworkFamily.LeastDiscriminatorWeights(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return ((INetworkFamily)Critic).LeastDiscriminatorWeights(spec);
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        foreach (
            var problem in Bounds.Of(
                nameof(CtganOptions),
                Bounds.AtLeast(1, NoiseSize),
                Bounds.In("[0, 1)", LeakySlope),
                Bounds.In("[0, 1)", Dropout),
                Bounds.Above(0, Temperature)
            )
        )
        {
            yield return problem;
        }
        foreach (
            var (name, widths) in new[]
            {
                (nameof(GeneratorWidths), GeneratorWidths),
                (nameof(DiscriminatorWidths), DiscriminatorWidths),
            }
        )
        {
            if (widths.Any(width => width < 1))
            {
                yield return $"CtganOptions.{name} must all be at least 1, but were "
                    + $"{InvariantText.Join(", ", widths)}.";
            }
        }
        if (ProblemOfHeads(shape) is { } wrong)
        {
            yield return wrong;
        }
    }

    private Problem? ProblemOfHeads(IReadOnlyList<long> shape)
    {
        const string Remedy = "Train with TableBuilder, which fills them in by a table's encoding.";
        if (Heads.Any(head => head is null || head.Width < 1 || !Enum.IsDefined(head.Kind)))
        {
            return new("CtganOptions.Heads must each have a width of at least 1 and a kind.", Remedy);
        }
        var size = Heads.Aggregate(0.0, (sum, head) => sum + head.Width);
        return shape.Count == 1 && shape[0] == size
            ? null
            : new(
                $"CtganOptions.Heads make samples of shape [{size}], but samples have shape {ShapeText.Of(shape)}.",
                Remedy
            );
    }

    /// <inheritdoc/>
    public bool Equals(CtganOptions? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() =>
        $"CtganOptions {{ NoiseSize = {NoiseSize}, GeneratorWidths = {InvariantText.Join("-", GeneratorWidths)}, "
        + $"DiscriminatorWidths = {InvariantText.Join("-", DiscriminatorWidths)}, LeakySlope = {LeakySlope}, "
        + $"Dropout = {Dropout}, Temperature = {Temperature}, Heads = {string.Join(' ', Heads.Select(Name))} }}";

    private static string Name(CtganHead head) =>
        head.Kind switch
        {
            CtganHeadKind.Number => $"{head.Width}",
            CtganHeadKind.AskedCode => $"asked {head.Width}",
            _ => $"code {head.Width}",
        };
}
