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
/// <param name="Categorical">Number of categorical variables; the default 1, like those of the other settings, is the
/// paper's for MNIST (appendix C.1).</param>
/// <param name="Categories">Number of values of each categorical variable.</param>
/// <param name="Continuous">Number of continuous variables.</param>
/// <param name="Lambda">Weight λ.</param>
/// <exception cref="ArgumentOutOfRangeException">A number of variables is negative, that of categories less than 2, or
/// λ is negative or not finite.</exception>
public sealed record InfoGanCodes(long Categorical = 1, long Categories = 10, long Continuous = 2, double Lambda = 1)
    : IConditioning
{
    /// <summary>Number of categorical variables, at least 0.</summary>
    public long Categorical
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Categorical));
    } = Require.AtLeast(0, Categorical, nameof(Categorical));

    /// <summary>Number of values of each categorical variable, at least 2.</summary>
    public long Categories
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Categories));
    } = Require.AtLeast(2, Categories, nameof(Categories));

    /// <summary>Number of continuous variables, at least 0.</summary>
    public long Continuous
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Continuous));
    } = Require.AtLeast(0, Continuous, nameof(Continuous));

    /// <summary>Weight λ, at least 0.</summary>
    public double Lambda
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Lambda));
    } = Require.AtLeast(0, Lambda, nameof(Lambda));

    bool IConditioning.IsSamplewise => true;

    bool IConditioning.ReadsFeatures => true;

    ConditionSpec IConditioning.Condition(ConditionSpec data) => ConditionSpec.Codes(Size);

    IPenalty IConditioning.DiscriminatorTerm => new InformationTerm(this);

    IGeneratorPenalty IConditioning.GeneratorTerm => new InformationTerm(this);

    private long OneHotSize => checked(Categorical * Categories);

    private long Size =>
        OneHotSize + Continuous is > 0 and var size
            ? size
            : throw new InvalidOperationException(
                "InfoGanCodes needs at least one code, but Categorical and Continuous are both 0."
            );

    /// <inheritdoc/>
    public long LatentSize(ConditionSpec condition) => Size;

    /// <inheritdoc/>
    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) => LabelCode.CheckShape(sampleShape);

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
        new VectorConcatenation(Size).GeneratorEncoder(ConditionSpec.Codes(Size));

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        Unchanged.ForVectors(LabelCode.CheckShape(sampleShape), Size);

    /// <inheritdoc/>
    public Module<Tensor, Tensor> AuxiliaryHead(long features, ConditionSpec condition) =>
        Linear(Require.Size(features, nameof(features)), Size);

    /// <inheritdoc/>
    /// <remarks>Float32, on the device of the random numbers.</remarks>
    public Tensor Draw(long count, torch.Generator random)
    {
        Require.Size(count, nameof(count));
        ArgumentNullException.ThrowIfNull(random);
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
                    + $"{(codes is null ? "no codes" : Shapes.Text(codes))} and {Shapes.Text(outputs)}."
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
        public Tensor Penalty(PenaltyContext context) =>
            Codes.Lambda * Codes.Surprise(context.Auxiliary(context.Fake), context.Condition).mean();

        public Tensor Penalty(GeneratorPenaltyContext context) =>
            Codes.Lambda * Codes.Surprise(context.Auxiliary(context.Fake), context.Condition).mean();
    }
}
