using System.Globalization;
using Gan.Losses;

namespace Gan;

/// <summary>
/// The fully connected GAN (Goodfellow et al. 2014) for vectors and small images. The defaults are those of the
/// widespread tutorial: generator 100-256-512-1024-784, discriminator 1024-512-256-1 with LeakyReLU 0.2 and dropout
/// 0.3.
/// </summary>
public sealed record MlpOptions : INetworkFamily
{
    /// <summary>Entries of the latent vector. Default 100.</summary>
    public long LatentSize { get; init; } = 100;

    /// <summary>Widths of the generator's hidden layers, input side first. Default 256, 512, 1024.</summary>
    public IReadOnlyList<long> GeneratorWidths { get; init; } = [256, 512, 1024];

    /// <summary>Widths of the discriminator's hidden layers, input side first. Default 1024, 512, 256.</summary>
    public IReadOnlyList<long> DiscriminatorWidths { get; init; } = [1024, 512, 256];

    /// <summary>Slope of LeakyReLU for negative inputs, in [0, 1). Default 0.2.</summary>
    public double LeakySlope { get; init; } = 0.2;

    /// <summary>Probability that the discriminator drops a hidden unit, in [0, 1). Default 0.3.</summary>
    public double Dropout { get; init; } = 0.3;

    /// <summary>True ends the generator with tanh, for samples in [-1, 1]; null (the default) means: for images
    /// only.</summary>
    public bool? Tanh { get; init; }

    /// <summary>The tutorial's sizes; the same as <c>new MlpOptions()</c>.</summary>
    public static MlpOptions Tutorial { get; } = new();

    /// <summary>One hidden layer of 128 units in each network and no dropout: trains in seconds.</summary>
    public static MlpOptions Small { get; } =
        new()
        {
            GeneratorWidths = [128],
            DiscriminatorWidths = [128],
            Dropout = 0,
        };

    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => new MlpGenerator(this, spec);

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new MlpDiscriminator(this, spec);

    bool INetworkFamily.ReadsLabels => false;

    CriticSlope INetworkFamily.Slope => CriticSlope.Free;

    double INetworkFamily.LeastGeneratorWeights(NetworkSpec spec) =>
        Products([spec.LatentSize, .. GeneratorWidths, spec.Shape.Aggregate(1.0, (a, b) => a * b)]);

    double INetworkFamily.LeastDiscriminatorWeights(NetworkSpec spec) =>
        Products([spec.Shape.Aggregate(1.0, (a, b) => a * b), .. DiscriminatorWidths, 1]);

    private static double Products(double[] widths)
    {
        var sum = 0.0;
        for (var i = 1; i < widths.Length; i++)
        {
            sum += widths[i - 1] * widths[i];
        }
        return sum;
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        foreach (
            var problem in Bounds.Of(
                nameof(MlpOptions),
                Bounds.Within(1, int.MaxValue, LatentSize),
                Bounds.In("[0, 1)", LeakySlope),
                Bounds.In("[0, 1)", Dropout)
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
            if (widths.Any(w => w < 1))
            {
                yield return $"MlpOptions.{name} must all be at least 1, but were {InvariantText.Join(", ", widths)}.";
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(MlpOptions? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"MlpOptions {{ LatentSize = {LatentSize}, GeneratorWidths = "
                + $"{InvariantText.Join("-", GeneratorWidths)}, DiscriminatorWidths = "
                + $"{InvariantText.Join("-", DiscriminatorWidths)}, LeakySlope = {LeakySlope}, Dropout = "
                + $"{Dropout}, Tanh = {Tanh?.ToString() ?? "auto"} }}"
        );
}
