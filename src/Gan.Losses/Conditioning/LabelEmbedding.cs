using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Gan.Losses;

/// <summary>
/// The label as a learned vector: joined to the latent as it is, to a flat sample likewise, and to an image as one
/// plane that a linear layer makes of it, as the class-conditional networks of Denton et al. 2015 (arXiv:1506.05751) do
/// with the one-hot label. Each network has its own embedding.
/// </summary>
/// <remarks>
/// Cheaper than <see cref="LabelConcatenation"/> with many classes: one plane, whatever their number. The encoders
/// throw <see cref="ArgumentException"/> where the labels are not int64 of shape [N] or not in [0, classes), and where
/// the other input has not the promised shape. Labels on an accelerator are not read, because that would wait for the
/// device; there libtorch's own assertion answers a label out of range.
/// </remarks>
/// <param name="Size">Length of the vector, at least 1; the default 50 is the customary one of Keras cGAN
/// tutorials.</param>
public sealed record LabelEmbedding(long Size = 50) : IConditioning
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(1, Size));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(string dataSet, ConditionSpec data) => LabelCode.Problems(this, dataSet, data);

    bool IConditioning.IsSamplewise => true;

    double IConditioning.LeastGeneratorWeights(ConditionSpec condition) => (double)condition.Width * Size;

    // the rows, and the layer that makes an image's plane of one
    double IConditioning.LeastDiscriminatorWeights(long[] sampleShape, ConditionSpec condition) =>
        (double)condition.Width * Size
        + (sampleShape.Length > 1 ? sampleShape.Skip(1).Aggregate((double)Size, (a, b) => a * b) : 0);

    /// <inheritdoc/>
    public long LatentSize(ConditionSpec condition)
    {
        LabelCode.Classes(condition);
        return CheckedSize;
    }

    /// <inheritdoc/>
    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition)
    {
        LabelCode.Classes(condition);
        return LabelCode.Widen(sampleShape, LabelCode.CheckShape(sampleShape).Length == 1 ? CheckedSize : 1);
    }

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
        new Encoder(null, LabelCode.Classes(condition), CheckedSize);

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        new Encoder(LabelCode.CheckShape(sampleShape), LabelCode.Classes(condition), CheckedSize);

    private long CheckedSize
    {
        get
        {
            GanConfigurationException.ThrowIfAny(Problems());
            return Size;
        }
    }

    private sealed class Encoder : Module<Tensor, Tensor, Tensor>, IGraphed
    {
        private readonly long[]? shape;
        private readonly long classes;
        private readonly Embedding embedding; // fields name the weights in a state dict
        private readonly Linear? plane;

        public Encoder(long[]? shape, long classes, long size)
            : base(nameof(LabelEmbedding))
        {
            this.shape = shape;
            this.classes = classes;
            embedding = Embedding(classes, size);
            if (shape is { Length: > 1 })
            {
                plane = Linear(size, shape[1..].Aggregate((a, b) => a * b));
            }
            RegisterComponents();
        }

        public override Tensor forward(Tensor input, Tensor labels)
        {
            LabelCode.Check(input, shape, labels, classes);
            using var scope = NewDisposeScope();
            var code = embedding.call(labels);
            if (plane is not null)
            {
                code = plane.call(code).reshape([labels.shape[0], 1, .. shape![1..]]);
            }
            return scope.MoveToOuter(LabelCode.Append(input, code));
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
        {
            var code = graph.Rows(graph.Weight(embedding.weight!), condition!);
            if (plane is not null)
            {
                code = graph.Reshape(graph.Call(plane, code), [-1, 1, .. shape![1..]]);
            }
            return LabelCode.Append(graph, input, code);
        }
    }
}
