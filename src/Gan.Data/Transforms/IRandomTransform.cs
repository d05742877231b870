using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// A random change of real samples before anybody sees them, each sample with random numbers of its own. Not to be
/// mixed up with the augmentations of Gan.Losses, which stand in front of the discriminator and change real and
/// generated samples alike: what is changed here, the generator learns to make.
/// </summary>
public interface IRandomTransform
{
    /// <summary>Changes a batch.</summary>
    /// <param name="samples">Float32 <c>[N, …sample shape]</c>;
    /// images in [−1, 1]. Must not be changed in place.</param>
    /// <param name="random">The only source of random numbers, with a stream for each of the N samples.</param>
    /// <returns>A tensor of the same type and shape; images in [−1, 1].</returns>
    /// <exception cref="GanConfigurationException">A setting is out of range.</exception>
    /// <exception cref="ArgumentException">The samples are no float32 samples that the transform changes, or
    /// <paramref name="random"/> has another number of streams.</exception>
    Tensor Apply(Tensor samples, TransformRandom random);

    /// <summary>
    /// True where all is told in shares of the image, so that the same random numbers change an image and a smaller one
    /// of the same alike: pairs of two sizes need that. False by default.
    /// </summary>
    bool ScalesWithImage => false;

    /// <summary>What does not fit samples of a shape, each with the remedy.</summary>
    /// <param name="shape">Shape of one sample: [C, H, W] or [F].</param>
    /// <exception cref="ArgumentNullException"><paramref name="shape"/> is null.</exception>
    IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => [];

    /// <summary>What stands against its settings, each with bound and value; empty when all is well. Whoever puts it
    /// around a data set asks, and the library's own ask when they are applied.</summary>
    IEnumerable<Problem> Problems() => [];
}
