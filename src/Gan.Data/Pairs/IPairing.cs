using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>Derives the inputs of a translation from its targets: a smaller picture, one with a hole, its edges. One of
/// your own is a record with two methods, or a <see cref="FromFunction"/>.</summary>
public interface IPairing
{
    /// <summary>Shape of the input of one sample.</summary>
    /// <param name="shape">Shape of one target, for which <see cref="Problems(IReadOnlyList{long})"/> is
    /// empty.</param>
    IReadOnlyList<long> InputShape(IReadOnlyList<long> shape);

    /// <summary>Makes inputs; called from several threads.</summary>
    /// <param name="targets">Float32 <c>[N, …sample shape]</c>;
    /// images in [−1, 1]. Must not be changed in place.</param>
    /// <param name="random">The only source of random numbers, with a stream for each of the N samples.</param>
    /// <returns>Float32 <c>[N, …input shape]</c> on the targets' device; images in [−1, 1].</returns>
    /// <exception cref="GanConfigurationException">A setting is out of range.</exception>
    /// <exception cref="ArgumentException">The targets are no float32 samples that inputs are derived from, or
    /// <paramref name="random"/> has another number of streams.</exception>
    Tensor Derive(Tensor targets, TransformRandom random);

    /// <summary>What does not fit targets of a shape, each with the remedy.</summary>
    /// <param name="shape">Shape of one target: [C, H, W] or [F].</param>
    /// <exception cref="ArgumentNullException"><paramref name="shape"/> is null.</exception>
    IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => [];

    /// <summary>What stands against its settings, each with bound and value; empty when all is well.</summary>
    IEnumerable<Problem> Problems() => [];
}
