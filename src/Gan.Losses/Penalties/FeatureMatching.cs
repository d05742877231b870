namespace Gan.Losses;

/// <summary>
/// Feature matching, Salimans et al. 2016, section 3.1 (arXiv:1606.03498): λ · ‖E f(x) − E f(G(z))‖², where f is the
/// discriminator's last hidden layer. G is drawn to the statistics of real data instead of to the discriminator's
/// present taste.
/// </summary>
/// <remarks>The paper puts it in place of G's adversarial loss; here it is added to it. It costs a pass of the
/// discriminator over both batches.</remarks>
/// <param name="Lambda">Weight λ, at least 0; the default is 1.</param>
public sealed record FeatureMatching(double Lambda = 1) : IGeneratorPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Lambda));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The discriminator gives no features.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var real = context.Features(context.Real).flatten(1).mean([0]).detach();
        return Lambda * (context.Features(context.Fake).flatten(1).mean([0]) - real).square().sum();
    }
}
