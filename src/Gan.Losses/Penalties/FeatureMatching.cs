namespace Gan.Losses;

/// <summary>
/// Feature matching, Salimans et al. 2016, section 3.1 (arXiv:1606.03498): λ · ‖E f(x) − E f(G(z))‖², where f is the
/// discriminator's last hidden layer. G is drawn to the statistics of real data instead of to the discriminator's
/// present taste.
/// </summary>
/// <remarks>The paper puts it in place of G's adversarial loss; here it is added to it. It costs a pass of the
/// discriminator over both batches.</remarks>
/// <param name="Lambda">Weight λ; the default is 1.</param>
/// <exception cref="ArgumentOutOfRangeException">λ is negative or not finite.</exception>
public sealed record FeatureMatching(double Lambda = 1) : IGeneratorPenalty
{
    /// <summary>Weight λ, at least 0.</summary>
    public double Lambda
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Lambda));
    } = Require.AtLeast(0, Lambda, nameof(Lambda));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The discriminator gives no features.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var real = context.Features(context.Real).flatten(1).mean([0]).detach();
        return Lambda * (context.Features(context.Fake).flatten(1).mean([0]) - real).square().sum();
    }
}
