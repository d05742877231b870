namespace Gan.Games;

/// <summary>
/// What a training may tell of any single row, as (ε, δ)-differential privacy (Dwork et al. 2006): whether a row is in
/// the table or not changes the chance of any outcome by at most a factor of e^ε, but for δ.
/// </summary>
/// <param name="Epsilon">ε, the budget of the whole training. Greater than 0.</param>
/// <param name="Delta">δ, in (0, 1), and less than one in the number of rows.</param>
public sealed record DifferentialPrivacy(double Epsilon, double Delta)
{
    /// <summary>C: longest gradient of a row; longer ones are scaled down to it. Greater than 0. Default 1.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>σ: deviation of the noise in multiples of <see cref="ClipNorm"/>, greater than 0. Null (the default)
    /// takes the least with which all steps of the training stay within the budget; a stated one may end the training
    /// earlier.</summary>
    public double? NoiseMultiplier { get; init; }

    /// <summary>Where noise and choice of rows come from. Null (the default) is the operating system's randomness. A
    /// stated seed is for tests: who knows it can take the noise away.</summary>
    public ulong? Seed { get; init; }

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.Of(
            nameof(DifferentialPrivacy),
            Bounds.Above(0, Epsilon),
            Bounds.Must(Delta is > 0 and < 1, "be in (0, 1)", Delta),
            Bounds.Above(0, ClipNorm),
            Bounds.Above(0, NoiseMultiplier)
        );

    // The seed is a secret.
    /// <inheritdoc/>
    public override string ToString() =>
        $"DifferentialPrivacy {{ Epsilon = {Epsilon}, Delta = {Delta}, ClipNorm = {ClipNorm}, NoiseMultiplier = "
        + $"{NoiseMultiplier?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "fitted"} }}";
}
