namespace Gan.Losses;

/// <summary>
/// The self-supervision of FastGAN's discriminator, Liu et al. 2021, section 3.2 (arXiv:2101.04775): small decoders
/// make real images again of the discriminator's feature maps, so that these hold what is in an image and not only what
/// tells real from generated. The sum over the decoders, on real samples alone.
/// </summary>
/// <remarks>
/// The paper compares by LPIPS, whose weights are not free to ship; the mean squared difference stands in its place. A
/// <see cref="PerceptualReconstruction"/> of features of your own comes nearer. It costs a pass of the discriminator
/// over the real samples.
/// </remarks>
public sealed record DecoderReconstruction : IPenalty
{
    /// <summary>How an image and its reconstruction are compared, with its weight. Default the mean squared difference
    /// with weight 1.</summary>
    public IReconstructionLoss Loss
    {
        get;
        init => field = Argument.NotNull(value, nameof(Loss));
    } = new L2Reconstruction();

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Loss.Problems();

    CriticSlope IPenalty.Slope => CriticSlope.Free;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The discriminator has no decoders.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        Tensor[] terms = [.. context.Reconstruct(context.Real).Select(pair => Loss.Distance(pair.Output, pair.Target))];
        return terms.Length > 0 ? stack(terms).sum() : throw AbsentPart.NoDecoders();
    }

    /// <inheritdoc/>
    public override string ToString() => $"DecoderReconstruction {{ Loss = {Loss.Describe()} }}";
}
