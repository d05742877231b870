namespace Gan.Metrics.Tests;

internal static class Differs
{
    /// <summary>Refuses a value further from the witness than so much of it.</summary>
    public static void ShouldAgree(this double value, double witness, double relative = 1e-9) =>
        Math.Abs(value - witness)
            .Should()
            .BeLessThanOrEqualTo(relative * Math.Abs(witness), $"{value:R} is to be {witness:R}");
}
