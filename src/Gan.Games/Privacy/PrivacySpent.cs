using System.Globalization;

namespace Gan.Games;

/// <summary>What a training has told of any single row: it stands in the file of what was trained.</summary>
/// <param name="Epsilon">ε, by <see cref="Accountant"/>.</param>
/// <param name="Delta">δ.</param>
/// <param name="SamplingRate">q: chance of each row to take part in an update.</param>
/// <param name="NoiseMultiplier">σ: deviation of the noise in multiples of the clipping norm.</param>
/// <param name="ClipNorm">C: longest gradient of a row.</param>
/// <param name="Updates">Updates of the discriminator.</param>
public sealed record PrivacySpent(
    double Epsilon,
    double Delta,
    double SamplingRate,
    double NoiseMultiplier,
    double ClipNorm,
    long Updates
)
{
    /// <summary>As a trained file holds it.</summary>
    internal string ToText() =>
        InvariantText.Join(" ", [Epsilon, Delta, SamplingRate, NoiseMultiplier, ClipNorm, Updates]);

    /// <summary>What <see cref="ToText"/> wrote; null for anything else.</summary>
    internal static PrivacySpent? Parse(string text)
    {
        var numbers = text.Split(' ').Select(Number).ToArray();
        return numbers is [>= 0, > 0 and < 1, > 0 and <= 1, > 0, > 0, >= 0 and < 1L << 53]
            ? new(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], (long)numbers[5])
            : null;
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : double.NaN;

    /// <inheritdoc/>
    public override string ToString() =>
        $"(ε, δ) = ({Epsilon:0.###}, {Delta:g3}) after {Updates} updates with sampling rate {SamplingRate:g4}, noise "
        + $"multiplier {NoiseMultiplier:0.####} and clipping norm {ClipNorm:g4}";
}
