using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>A generator whose input is first joined with what an encoder makes of the condition.</summary>
internal sealed class ConditionedGenerator : GeneratorNetwork
{
    private readonly Module<Tensor, Tensor, Tensor> encoder;
    private readonly GeneratorNetwork network;

    internal ConditionedGenerator(Module<Tensor, Tensor, Tensor> encoder, GeneratorNetwork network) : base(nameof(ConditionedGenerator))
    {
        (this.encoder, this.network) = (encoder, network);
        RegisterComponents();
    }

    public override Tensor forward(Tensor latent, Tensor? condition) => network.call(encoder.call(latent, condition!), condition);
}

/// <summary>A discriminator whose input is first joined with what an encoder makes of the condition.</summary>
internal sealed class ConditionedDiscriminator : DiscriminatorNetwork
{
    private readonly Module<Tensor, Tensor, Tensor> encoder;
    private readonly DiscriminatorNetwork network;

    internal ConditionedDiscriminator(Module<Tensor, Tensor, Tensor> encoder, DiscriminatorNetwork network) : base(nameof(ConditionedDiscriminator))
    {
        (this.encoder, this.network) = (encoder, network);
        RegisterComponents();
    }

    public override Tensor forward(Tensor sample, Tensor? condition) => network.call(encoder.call(sample, condition!), condition);
}
