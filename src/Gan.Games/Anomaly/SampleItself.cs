using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>The input of a sample is the sample: pictures and metrics show what an encoder and a generator make of
/// it.</summary>
internal sealed record SampleItself : IPairing
{
    public IReadOnlyList<long> InputShape(IReadOnlyList<long> shape) => shape;

    public Tensor Derive(Tensor targets, TransformRandom random) => targets.alias();

    public override string ToString() => nameof(SampleItself);
}
