using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace Gan.Losses;

/// <summary>
/// InfoGAN, Chen et al. 2016, eq. 5 and 6 (arXiv:1606.03657): codes c that no label gives are drawn, joined to the
/// latent, and read back from the sample by a linear head Q on the discriminator's last features. Both networks
/// minimise −λ · E[log Q(c | G(z, c))], a bound on the mutual information, so that the codes come to mean something. D
/// does not see the codes.
/// </summary>
/// <remarks>
/// A code is [N, K]: the one-hot vector of each categorical variable, then the continuous ones, U(−1, 1). Q gives
/// logits and means. With logits and a Gaussian of variance 1, −log Q is the cross-entropy plus ½(c − μ)², up to a
/// constant; variables add up. It costs each update a further pass of the discriminator over the generated batch.
/// </remarks>
/// <param name="Categorical">Number of categorical variables, at least 0; the default 1, like those of the other
/// settings, is the paper's for MNIST (appendix C.1).</param>
/// <param name="Categories">Number of values of each categorical variable, at least 2.</param>
/// <param name="Continuous">Number of continuous variables, at least 0.</param>
/// <param name="Lambda">Weight λ, at least 0.</param>
public sealed record InfoGanCodes(long Categorical = 1, long Categories = 10, long Continuous = 2, double Lambda = 1)
    : IConditioning
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Bounds.Within(0, int.MaxValue, Categorical),
            Bounds.Within(2, int.MaxValue, Categories),
            Bounds.Within(0, int.MaxValue, Continuous),
            Bounds.AtLeast(0, Lambda),
            (Categorical, Continuous) is (0, 0)
                ? "InfoGanCodes needs at least one code, but Categorical and Continuous are both 0."
                : null
        );

    bool IConditioning.IsSamplewise => true;

    bool IConditioning.ReadsFeatures => true;

    ConditionSpec IConditioning.Condition(ConditionSpec data) => ConditionSpec.Codes(Size);

    IPenalty IConditioning.DiscriminatorTerm => new InformationTerm(this);

    IGeneratorPenalty IConditioning.GeneratorTerm => new InformationTerm(this);

    private long OneHotSize => Categorical * Categories;

    private long Size
    {
        get
        {
            GanConfigurationException.ThrowIfAny(Problems());
            return OneHotSize + Continuous;
        }
    }

    /// <inheritdoc/>
    public long LatentSize(ConditionSpec condition) => Size;

    /// <inheritdoc/>
    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) => LabelCode.CheckShape(sampleShape);

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
        new VectorConcatenation(Size).GeneratorEncoder(ConditionSpec.Codes(Size));

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        PassThrough.ForVectors(LabelCode.CheckShape(sampleShape), Size);

    /// <inheritdoc/>
    public Module<Tensor, Tensor> AuxiliaryHead(long features, ConditionSpec condition) =>
        Linear(Argument.Within(1, int.MaxValue, features), Size);

    /// <inheritdoc/>
    /// <remarks>Float32, on the device of the random numbers.</remarks>
    public Tensor Draw(long count, torch.Generator random)
    {
        Argument.Within(1, int.MaxValue, count);
        ArgumentNullException.ThrowIfNull(random);
        GanConfigurationException.ThrowIfAny(Problems());
        using var scope = NewDisposeScope();
        List<Tensor> codes = [];
        if (Categorical > 0)
        {
            codes.Add(
                one_hot(
                        randint(
                            0,
                            Categories,
                            [count, Categorical],
                            ScalarType.Int64,
                            random.device,
                            generator: random
                        ),
                        Categories
                    )
                    .flatten(1)
                    .to(ScalarType.Float32)
            );
        }
        if (Continuous > 0)
        {
            codes.Add(2 * rand([count, Continuous], ScalarType.Float32, random.device, generator: random) - 1);
        }
        return scope.MoveToOuter(cat(codes, 1));
    }

    // −log Q(c | x) for each sample: outputs and codes are [N, K]
    private Tensor Surprise(Tensor outputs, Tensor? codes)
    {
        if (codes is null || !codes.shape.AsSpan().SequenceEqual(outputs.shape) || codes.shape[1] != Size)
        {
            throw new InvalidOperationException(
                $"InfoGanCodes needs codes and outputs of shape [N, {Size}], but got "
                    + $"{(codes is null ? "no codes" : ShapeText.Of(codes.shape))} and {ShapeText.Of(outputs.shape)}."
            );
        }
        long[] variables = [codes.shape[0], Categorical, Categories];
        var logits = outputs.narrow(1, 0, OneHotSize).reshape(variables);
        var drawn = codes.narrow(1, 0, OneHotSize).reshape(variables);
        var means = outputs.narrow(1, OneHotSize, Continuous);
        var numbers = codes.narrow(1, OneHotSize, Continuous);
        return -(drawn * logits.log_softmax(2)).sum([1, 2]) + 0.5 * (numbers - means).square().sum(1);
    }

    private sealed record InformationTerm(InfoGanCodes Codes) : IPenalty, IGeneratorPenalty
    {
        CriticSlope IPenalty.Slope => CriticSlope.Free;

        public Tensor Penalty(PenaltyContext context) =>
            Codes.Lambda * Codes.Surprise(context.Auxiliary(context.Fake), context.Condition).mean();
    }
}
