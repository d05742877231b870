namespace Gan.Losses.Tests;

/// <summary>Central differences: gradients that owe nothing to automatic differentiation.</summary>
internal static class Differences
{
    /// <summary>The gradient of a function at a point, in double precision; right to about 1e-9 of the function's
    /// size.</summary>
    public static double[] Of(double[] at, Func<double[], double> function)
    {
        const double step = 1e-5; // balances truncation (step²) against rounding (1e-16 / step)
        double Shifted(int i, double by)
        {
            using var scope = NewDisposeScope();
            var moved = (double[])at.Clone();
            moved[i] += by;
            return function(moved);
        }
        return [.. Enumerable.Range(0, at.Length).Select(i => (Shifted(i, step) - Shifted(i, -step)) / (2 * step))];
    }
}
