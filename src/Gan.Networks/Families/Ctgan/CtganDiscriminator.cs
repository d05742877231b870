using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>CTGAN's critic (Xu et al. 2019, section 4.4): fully connected layers with LeakyReLU and dropout to one
/// score for each pack of rows.</summary>
public sealed class CtganDiscriminator : DiscriminatorNetwork
{
    private readonly Module<Tensor, Tensor> layers;
    private readonly Module<Tensor, Tensor> score;
    private readonly NetworkInput input;
    private readonly long size;

    /// <summary>Makes the critic for samples of <c>spec.Shape</c>, in which conditions and packs are counted.</summary>
    public CtganDiscriminator(CtganOptions options, NetworkSpec spec)
        : base(nameof(CtganDiscriminator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        size = spec.Size;
        input = new NetworkInput(this);
        FeatureSize = options.DiscriminatorWidths.LastOrDefault(size);
        var list = Dense.Hidden(spec, size, options.DiscriminatorWidths, options.LeakySlope, options.Dropout);
        layers = list.Count > 0 ? Sequential([.. list]) : Identity();
        score = Linear(FeatureSize, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override bool IsSamplewise => true;

    /// <inheritdoc/>
    public override long FeatureSize { get; }

    /// <inheritdoc/>
    public override Tensor Features(Tensor sample, Tensor? condition)
    {
        input.RequireRows(sample, nameof(sample), size);
        return layers.call(sample.flatten(1));
    }

    /// <inheritdoc/>
    public override Tensor Score(Tensor features)
    {
        input.Require(features, nameof(features), FeatureSize);
        return score.call(features).flatten();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor sample, Tensor? condition) => Score(Features(sample, condition));
}
