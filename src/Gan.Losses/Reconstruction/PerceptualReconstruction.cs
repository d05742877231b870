namespace Gan.Losses;

/// <summary>
/// The mean squared difference of features, averaged over their maps: the content loss of SRGAN (Ledig et al. 2017,
/// section 2.2.1). The papers take VGG19, whose weights are not free to ship: bring your own, or train a classifier on
/// the data (<c>ClassifierMaps</c> in Gan.Metrics).
/// </summary>
/// <param name="Features">Where the maps come from.</param>
/// <param name="Weight">λ. At least 0. Default 1.</param>
/// <param name="Absolute">True takes absolute differences, as ESRGAN does (Wang et al. 2018, section 3.3). Default
/// false.</param>
public sealed record PerceptualReconstruction(IPerceptualFeatures Features, double Weight = 1, bool Absolute = false)
    : IReconstructionLoss
{
    /// <inheritdoc/>
    public string Name => "perceptual";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The two are no floats of one shape and type.</exception>
    /// <exception cref="GanConfigurationException">The weight is out of range.</exception>
    public Tensor Distance(Tensor output, Tensor target)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        ImagePair.Require(output, target);
        if (output.dtype != target.dtype)
        {
            throw new ArgumentException(
                $"output and target must be of one type, but are {output.dtype} and {target.dtype}.",
                nameof(output)
            );
        }
        var made = Features.Maps(output);
        var wanted = Features.Maps(target);
        var sum = made[0].new_zeros([]);
        for (var i = 0; i < made.Count; i++)
        {
            var difference = made[i] - wanted[i].detach();
            sum += (Absolute ? difference.abs() : difference.square()).mean();
        }
        return Weight / made.Count * sum;
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Weight));

    /// <inheritdoc/>
    public string Describe() =>
        $"PerceptualReconstruction {{ Features = {Features.Name}, Weight = {Weight}, Absolute = {Absolute} }}";
}
