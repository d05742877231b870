using static TorchSharp.torch.nn;

namespace Gan.Losses;

/// <summary>
/// How a label enters the networks of a conditional GAN (Mirza &amp; Osindero 2014, arXiv:1411.1784): each network gets an
/// encoder that joins the label to its input, and the shape of the joined input.
/// </summary>
/// <remarks>The encoders are modules: their weights, if any, are trained and saved with the network they stand before.</remarks>
public interface IConditioning
{
    /// <summary>Entries that the label adds to the generator's input.</summary>
    /// <param name="classes">Number of classes, at least 1.</param>
    long LatentSize(long classes);

    /// <summary>The shape of what the discriminator reads, without the batch axis.</summary>
    /// <param name="sampleShape">Shape of a sample: [C, H, W] of an image, or [F].</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <returns>[C + planes, H, W], or [F + entries].</returns>
    long[] DiscriminatorShape(long[] sampleShape, long classes);

    /// <summary>The encoder before the generator: (latent [N, L], labels int64 [N]) → [N, L + LatentSize(classes)].</summary>
    /// <param name="classes">Number of classes, at least 1.</param>
    Module<Tensor, Tensor, Tensor> GeneratorEncoder(long classes);

    /// <summary>
    /// The encoder before the discriminator: (samples [N, …sampleShape], labels int64 [N]) →
    /// [N, …DiscriminatorShape(sampleShape, classes)].
    /// </summary>
    /// <param name="sampleShape">Shape of a sample: [C, H, W] of an image, or [F].</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, long classes);
}
