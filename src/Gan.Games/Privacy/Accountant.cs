namespace Gan.Games;

/// <summary>
/// Counts what updates of DP-SGD (Abadi et al. 2016, arXiv:1607.00133) have spent, as Rényi divergences, which add up
/// (Mironov 2017; of the sampled Gaussian mechanism Mironov, Talwar and Zhang 2019, arXiv:1908.10530). Neighbouring
/// tables differ by one row that is there or not; the number of rows is taken as known.
/// </summary>
/// <param name="SamplingRate">q: the chance of each row to take part in an update, in (0, 1].</param>
/// <param name="NoiseMultiplier">σ: deviation of the noise, in multiples of the clipping norm. Greater than 0.</param>
public sealed record Accountant(double SamplingRate, double NoiseMultiplier)
{
    private const int Bisections = 24;
    private const double LeastNoise = 0.05;
    private const double MostNoise = 1e6;
    private const double Rounding = 1e-9; // of a sum that is made step by step

    /// <summary>The orders α at which divergences are kept: 1.1, 1.2, … 10.9, the whole ones to 64, and a few
    /// more.</summary>
    public static IReadOnlyList<double> Orders { get; } =
    [
        .. Enumerable.Range(11, 99).Select(tenth => tenth / 10.0),
        .. Enumerable.Range(11, 54).Select(order => (double)order),
        80,
        96,
        128,
        192,
        256,
        512,
    ];

    /// <summary>The divergence of one update at each of <see cref="Orders"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public IReadOnlyList<double> Divergences()
    {
        Argument.Must(SamplingRate is > 0 and <= 1, "be in (0, 1]", SamplingRate);
        Argument.Must(NoiseMultiplier > 0 && double.IsFinite(NoiseMultiplier), "be greater than 0", NoiseMultiplier);
        return [.. Orders.Select(order => SampledGaussian.Divergence(order, SamplingRate, NoiseMultiplier))];
    }

    /// <summary>ε after so many updates.</summary>
    /// <param name="updates">At least 0.</param>
    /// <param name="delta">δ, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public double Epsilon(long updates, double delta)
    {
        Argument.AtLeast(0, updates);
        return Epsilon([.. Divergences().Select(divergence => updates * divergence)], delta);
    }

    /// <summary>
    /// The smallest ε over all orders at which the divergences promise (ε, δ), by Canonne, Kamath and Steinke 2020
    /// (arXiv:2004.00010, proposition 12): divergence + ln(1 − 1/α) − (ln δ + ln α) / (α − 1).
    /// </summary>
    /// <param name="divergences">What was spent at each of <see cref="Orders"/>.</param>
    /// <param name="delta">δ, in (0, 1).</param>
    /// <returns>At least 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is out of range.</exception>
    /// <exception cref="ArgumentException">There are as many divergences as orders, but were others.</exception>
    public static double Epsilon(IReadOnlyList<double> divergences, double delta)
    {
        ArgumentNullException.ThrowIfNull(divergences);
        Argument.Must(delta is > 0 and < 1, "be in (0, 1)", delta);
        if (divergences.Count != Orders.Count)
        {
            throw new ArgumentException(
                $"There must be {Orders.Count} divergences, one for each order, but were {divergences.Count}.",
                nameof(divergences)
            );
        }
        if (divergences.All(divergence => divergence == 0))
        {
            return 0; // nothing was spent
        }
        var least = double.PositiveInfinity;
        for (var i = 0; i < Orders.Count; i++)
        {
            var order = Orders[i];
            var epsilon =
                divergences[i] + Math.Log(1 - (1 / order)) - ((Math.Log(delta) + Math.Log(order)) / (order - 1));
            least = double.IsNaN(epsilon) ? least : Math.Min(least, epsilon);
        }
        return Math.Max(0, least);
    }

    /// <summary>The accountant of the least noise with which so many updates stay within (ε, δ).</summary>
    /// <param name="epsilon">ε, greater than 0.</param>
    /// <param name="delta">δ, in (0, 1).</param>
    /// <param name="samplingRate">q, in (0, 1].</param>
    /// <param name="updates">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or no noise is enough.</exception>
    public static Accountant For(double epsilon, double delta, double samplingRate, long updates)
    {
        Argument.Must(epsilon > 0 && double.IsFinite(epsilon), "be greater than 0", epsilon);
        Argument.AtLeast(1, updates);
        var enough = new Accountant(samplingRate, MostNoise);
        Argument.Must(enough.Epsilon(updates, delta) <= epsilon, "be within reach of some noise", epsilon);
        var low = Math.Log(LeastNoise);
        var high = Math.Log(MostNoise);
        for (var i = 0; i < Bisections; i++)
        {
            var tried = new Accountant(samplingRate, Math.Exp((low + high) / 2));
            if (tried.Epsilon(updates, delta) <= epsilon * (1 - Rounding))
            {
                enough = tried;
                high = Math.Log(tried.NoiseMultiplier);
            }
            else
            {
                low = Math.Log(tried.NoiseMultiplier);
            }
        }
        return enough;
    }

    /// <summary>The most updates that stay within (ε, δ); 0 where one is too much.</summary>
    /// <param name="epsilon">ε, greater than 0.</param>
    /// <param name="delta">δ, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public long Updates(double epsilon, double delta)
    {
        Argument.Must(epsilon > 0, "be greater than 0", epsilon);
        var each = Divergences();
        long fits = 0;
        for (var step = 1L << 40; step > 0; step >>= 1)
        {
            var tried = fits + step;
            fits = Epsilon([.. each.Select(divergence => tried * divergence)], delta) <= epsilon ? tried : fits;
        }
        return fits;
    }
}
