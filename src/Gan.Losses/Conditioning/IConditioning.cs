using static TorchSharp.torch.nn;

namespace Gan.Losses;

/// <summary>
/// How a condition enters the networks of a conditional GAN (Mirza &amp; Osindero 2014, arXiv:1411.1784): each network
/// gets an encoder that joins the condition to its input, and the shape of the joined input; the discriminator may get
/// a head on its features.
/// </summary>
/// <remarks>
/// The condition is a label, int64 [N], of K classes, or a vector, float [N, K]; <c>classes</c> is K in both cases.
/// Encoders and heads are modules: their weights, if any, are trained and saved with the network they belong to.
/// </remarks>
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

    /// <summary>The encoder before the generator: (latent [N, L], labels int64 [N]) → [N, L +
    /// LatentSize(classes)].</summary>
    /// <param name="classes">Number of classes, at least 1.</param>
    Module<Tensor, Tensor, Tensor> GeneratorEncoder(long classes);

    /// <summary>
    /// The encoder before the discriminator: (samples [N, …sampleShape], labels int64 [N]) →
    /// [N, …DiscriminatorShape(sampleShape, classes)].
    /// </summary>
    /// <param name="sampleShape">Shape of a sample: [C, H, W] of an image, or [F].</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, long classes);

    /// <summary>A term of the discriminator's score that reads its features: (features [N, F], condition) → [N], added
    /// to the score; null for none.</summary>
    /// <param name="features">Width F of the discriminator's last hidden layer.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    Module<Tensor, Tensor, Tensor>? ScoreHead(long features, long classes) => null;

    /// <summary>An auxiliary head that reads the discriminator's features: [N, F] → outputs [N, …]; null for
    /// none.</summary>
    /// <param name="features">Width F of the discriminator's last hidden layer.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    Module<Tensor, Tensor>? AuxiliaryHead(long features, long classes) => null;

    /// <summary>True when a head reads the discriminator's features, so that the discriminator must give
    /// them.</summary>
    bool ReadsFeatures => false;

    /// <summary>A term that the conditioning adds to the discriminator's objective; null for none.</summary>
    IPenalty? DiscriminatorTerm => null;

    /// <summary>A term that the conditioning adds to the generator's objective; null for none.</summary>
    IGeneratorPenalty? GeneratorTerm => null;

    /// <summary>
    /// Width K of conditions that the conditioning draws itself, as InfoGAN's codes are; 0 (the default) when the
    /// condition comes with the data.
    /// </summary>
    long DrawnSize => 0;

    /// <summary>Draws conditions, [N, K], where <see cref="DrawnSize"/> is not 0.</summary>
    /// <param name="count">How many, N.</param>
    /// <param name="random">Where to draw from.</param>
    Tensor Draw(long count, torch.Generator random) =>
        throw new NotSupportedException($"{GetType().Name} takes its conditions from the data.");

    /// <summary>What stands against its settings, each with bound and value; empty when all is well. Build asks once
    /// and lists all; used without a trainer, the library's own throw <see cref="GanConfigurationException"/> with
    /// them.</summary>
    IEnumerable<Problem> Problems() => [];

    /// <summary>What does not fit the conditions that come with the data, each with its remedy; empty when all is
    /// well.</summary>
    /// <param name="data">Name of the data set.</param>
    /// <param name="classes">Number of classes; 0 without labels.</param>
    /// <param name="vectorSize">Entries of the vectors that come as conditions; 0 without.</param>
    IEnumerable<Problem> Problems(string data, long classes, long vectorSize) => [];

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => ToString() ?? GetType().Name;
}
