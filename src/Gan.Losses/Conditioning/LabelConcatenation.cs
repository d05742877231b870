using static TorchSharp.torch.nn;

namespace Gan.Losses;

/// <summary>
/// The label as a one-hot vector beside the latent and as one-hot planes beside the image's channels (or entries beside
/// a flat sample's): Mirza &amp; Osindero 2014 (arXiv:1411.1784), carried over to convolutions. It has no weights.
/// The planes are the broadcast of the one-hot vector: plane k is 1 everywhere in samples of class k.
/// </summary>
/// <remarks>
/// The encoders throw <see cref="ArgumentException"/> where the labels are not int64 of shape [N] or not in [0,
/// classes), and where the other input has not the promised shape. Labels on an accelerator are not read, because that
/// would wait for the device; there libtorch's own assertion answers a label out of range.
/// </remarks>
public sealed record LabelConcatenation : IConditioning
{
    bool IConditioning.IsSamplewise => true;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(string dataSet, ConditionSpec data) => LabelCode.Problems(this, dataSet, data);

    /// <inheritdoc/>
    public long LatentSize(ConditionSpec condition) => LabelCode.Classes(condition);

    /// <inheritdoc/>
    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) =>
        LabelCode.Widen(sampleShape, LabelCode.Classes(condition));

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
        new OneHot(null, LabelCode.Classes(condition));

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        new OneHot(LabelCode.CheckShape(sampleShape), LabelCode.Classes(condition));

    private sealed class OneHot : Module<Tensor, Tensor, Tensor>, IGraphed
    {
        private readonly long[]? shape;
        private readonly long classes;

        public OneHot(long[]? shape, long classes)
            : base(nameof(LabelConcatenation))
        {
            this.shape = shape;
            this.classes = classes;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input, Tensor labels)
        {
            LabelCode.Check(input, shape, labels, classes);
            using var scope = NewDisposeScope();
            var code = functional.one_hot(labels, classes).to(input.dtype);
            return scope.MoveToOuter(LabelCode.Append(input, code));
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
            LabelCode.Append(graph, input, LabelCode.OneHot(graph, condition!, classes));
    }
}
