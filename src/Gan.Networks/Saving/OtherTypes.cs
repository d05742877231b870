using Gan.Losses;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Stands for a type that a file names and that is not known here, until the program brings its own.</summary>
internal interface IOther
{
    string Name { get; }
}

/// <summary>Networks of a family that is not known here.</summary>
internal sealed record OtherNetworks(string Name, long LatentSize) : INetworkFamily, IOther
{
    public GeneratorNetwork Generator(NetworkSpec spec) => throw new NotSupportedException(Name);

    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => throw new NotSupportedException(Name);
}

/// <summary>A conditioning that is not known here.</summary>
internal sealed record OtherConditioning(string Name) : IConditioning, IOther
{
    public long LatentSize(ConditionSpec condition) => throw new NotSupportedException(Name);

    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) =>
        throw new NotSupportedException(Name);

    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
        throw new NotSupportedException(Name);

    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        throw new NotSupportedException(Name);
}
