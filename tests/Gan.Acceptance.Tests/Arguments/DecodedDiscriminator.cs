using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>A discriminator that brings decoders too, so that each member of a discriminator can be called.</summary>
internal sealed class DecodedDiscriminator : DiscriminatorNetwork
{
    private readonly DiscriminatorNetwork judge;

    internal DecodedDiscriminator(DiscriminatorNetwork judge)
        : base(nameof(DecodedDiscriminator))
    {
        this.judge = judge;
        RegisterComponents();
    }

    public override long FeatureSize => judge.FeatureSize;

    public override Tensor forward(Tensor sample, Tensor? condition) => judge.call(sample, condition);

    public override Tensor Features(Tensor sample, Tensor? condition) => judge.Features(sample, condition);

    public override Tensor Score(Tensor features) => judge.Score(features);

    public override Tensor Auxiliary(Tensor sample, Tensor? condition) => judge.Auxiliary(sample, condition);

    public override IReadOnlyList<Reconstruction> Reconstruct(Tensor sample, Tensor? condition)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return [new Reconstruction(sample, sample)];
    }
}
