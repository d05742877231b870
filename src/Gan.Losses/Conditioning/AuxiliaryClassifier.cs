using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace Gan.Losses;

/// <summary>
/// AC-GAN, Odena et al. 2017, section 3 (arXiv:1610.09585): a linear head on the discriminator's last features names
/// the class. D minimises λ_D · (CE(real) + CE(generated)) and G minimises λ_G · CE(generated), beside the adversarial
/// loss. The discriminator's input stays the sample; the generator gets the label as <see cref="LabelEmbedding"/> gives
/// it.
/// </summary>
/// <remarks>It costs each update further passes of the discriminator: two in D's, one in G's.</remarks>
/// <param name="DiscriminatorLambda">Weight λ_D, at least 0; the default 1 is the paper's.</param>
/// <param name="GeneratorLambda">Weight λ_G, at least 0; the default 1 is the paper's. WGAN-GP's CIFAR-10 code uses
/// 0.1.</param>
/// <param name="Size">Length of the generator's label vector, at least 1; the default 50 is that of <see
/// cref="LabelEmbedding"/>.</param>
public sealed record AuxiliaryClassifier(double DiscriminatorLambda = 1, double GeneratorLambda = 1, long Size = 50)
    : IConditioning
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(Bounds.AtLeast(0, DiscriminatorLambda), Bounds.AtLeast(0, GeneratorLambda), Bounds.AtLeast(1, Size));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(string dataSet, ConditionSpec data) =>
        LabelCode.Problems(this, dataSet, data, tellsApart: true);

    bool IConditioning.IsSamplewise => true;

    bool IConditioning.ReadsFeatures => true;

    IPenalty IConditioning.DiscriminatorTerm => new ClassTerm(DiscriminatorLambda);

    IGeneratorPenalty IConditioning.GeneratorTerm => new GeneratedClassTerm(GeneratorLambda);

    double IConditioning.LeastGeneratorWeights(ConditionSpec condition) => (double)condition.Width * Size;

    // times the features, of which there is at least one
    double IConditioning.LeastDiscriminatorWeights(long[] sampleShape, ConditionSpec condition) => condition.Width;

    /// <inheritdoc/>
    public long LatentSize(ConditionSpec condition) => new LabelEmbedding(Size).LatentSize(condition);

    /// <inheritdoc/>
    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) =>
        LabelCode.SameShape(sampleShape, condition);

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
        new LabelEmbedding(Size).GeneratorEncoder(condition);

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        PassThrough.ForLabels(LabelCode.SameShape(sampleShape, condition), condition.Width);

    /// <inheritdoc/>
    public Module<Tensor, Tensor> AuxiliaryHead(long features, ConditionSpec condition)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        return Linear(Argument.Within(1, int.MaxValue, features), LabelCode.Classes(condition));
    }

    private static Tensor CrossEntropy(Tensor logits, Tensor? labels) =>
        cross_entropy(
            logits,
            labels
                ?? throw new InvalidOperationException(
                    "AuxiliaryClassifier needs a label for each sample, but the batch has none."
                )
        );

    private sealed record ClassTerm(double Lambda) : IPenalty
    {
        CriticSlope IPenalty.Slope => CriticSlope.Free;

        public Tensor Penalty(PenaltyContext context) =>
            Lambda
            * (
                CrossEntropy(context.Auxiliary(context.Real), context.Condition)
                + CrossEntropy(context.Auxiliary(context.Fake), context.Condition)
            );
    }

    private sealed record GeneratedClassTerm(double Lambda) : IGeneratorPenalty
    {
        public Tensor Penalty(PenaltyContext context) =>
            Lambda * CrossEntropy(context.Auxiliary(context.Fake), context.Condition);
    }
}
