using static TorchSharp.torch.nn;

namespace Gan.Losses;

/// <summary>
/// How a condition enters the networks of a conditional GAN (Mirza &amp; Osindero 2014, arXiv:1411.1784): each network
/// gets an encoder that joins the condition to its input, and the shape of the joined input; the discriminator may get
/// a head on its features.
/// </summary>
/// <remarks>
/// The condition is a label, int64 [N], of K classes, or a vector, float [N, K]: <see cref="ConditionSpec"/> says
/// which. Encoders and heads are modules: their weights, if any, are trained and saved with the network they belong to.
/// </remarks>
public interface IConditioning
{
    /// <summary>Entries that the condition adds to the generator's input.</summary>
    /// <param name="condition">What <see cref="Condition"/> gave; its width is at least 1.</param>
    long LatentSize(ConditionSpec condition);

    /// <summary>The shape of what the discriminator reads, without the batch axis.</summary>
    /// <param name="sampleShape">Shape of a sample: [C, H, W] of an image, or [F].</param>
    /// <param name="condition">What <see cref="Condition"/> gave; its width is at least 1.</param>
    /// <returns>[C + planes, H, W], or [F + entries].</returns>
    long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition);

    /// <summary>The encoder before the generator: (latent [N, L], condition) → [N, L +
    /// LatentSize(condition)].</summary>
    /// <param name="condition">What <see cref="Condition"/> gave; its width is at least 1.</param>
    Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition);

    /// <summary>
    /// The encoder before the discriminator: (samples [N, …sampleShape], condition) →
    /// [N, …DiscriminatorShape(sampleShape, condition)].
    /// </summary>
    /// <param name="sampleShape">Shape of a sample: [C, H, W] of an image, or [F].</param>
    /// <param name="condition">What <see cref="Condition"/> gave; its width is at least 1.</param>
    Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition);

    /// <summary>A term of the discriminator's score that reads its features: (features [N, F], condition) → [N], added
    /// to the score; null for none.</summary>
    /// <param name="features">Width F of the discriminator's last hidden layer.</param>
    /// <param name="condition">What <see cref="Condition"/> gave; its width is at least 1.</param>
    Module<Tensor, Tensor, Tensor>? ScoreHead(long features, ConditionSpec condition) => null;

    /// <summary>An auxiliary head that reads the discriminator's features: [N, F] → outputs [N, …]; null for
    /// none.</summary>
    /// <param name="features">Width F of the discriminator's last hidden layer.</param>
    /// <param name="condition">What <see cref="Condition"/> gave; its width is at least 1.</param>
    Module<Tensor, Tensor>? AuxiliaryHead(long features, ConditionSpec condition) => null;

    /// <summary>
    /// Whether encoders and heads treat each sample of a batch on its own and keep no state, so that real and generated
    /// samples may be scored in one pass. A training tries it. False (the default) where samples are compared or
    /// normalised together.
    /// </summary>
    bool IsSamplewise => false;

    /// <summary>Weights that the generator's encoder has at least: a file that claims more than it holds is refused
    /// before they are made. As it comes 0, which refuses nothing.</summary>
    /// <param name="condition">What <see cref="Condition"/> gave.</param>
    double LeastGeneratorWeights(ConditionSpec condition) => 0;

    /// <summary>The same for the discriminator's encoder and heads.</summary>
    /// <param name="sampleShape">Shape of a sample: [C, H, W] of an image, or [F].</param>
    /// <param name="condition">What <see cref="Condition"/> gave.</param>
    double LeastDiscriminatorWeights(long[] sampleShape, ConditionSpec condition) => 0;

    /// <summary>True when a head reads the discriminator's features, so that the discriminator must give
    /// them.</summary>
    bool ReadsFeatures => false;

    /// <summary>A term that the conditioning adds to the discriminator's objective; null for none.</summary>
    IPenalty? DiscriminatorTerm => null;

    /// <summary>A term that the conditioning adds to the generator's objective; null for none.</summary>
    IGeneratorPenalty? GeneratorTerm => null;

    /// <summary>
    /// The condition that the networks read: what comes with the data, as it comes; or codes that the conditioning
    /// draws itself, as InfoGAN does, whatever comes with the data.
    /// </summary>
    /// <param name="data">What comes with the data.</param>
    ConditionSpec Condition(ConditionSpec data) => data;

    /// <summary>Draws conditions, [N, K], where <see cref="Condition"/> gives codes.</summary>
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
    /// <param name="dataSet">Name of the data set.</param>
    /// <param name="data">What comes with it.</param>
    IEnumerable<Problem> Problems(string dataSet, ConditionSpec data) => [];

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => InvariantText.Of(this);
}
