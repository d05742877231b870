using static TorchSharp.torch.nn;

namespace Gan.Losses;

/// <summary>
/// A vector of continuous numbers as the condition (an angle, a size, an embedding from elsewhere): joined to the
/// latent, to a flat sample likewise, and to an image as one constant plane an entry, as Mirza and Osindero 2014
/// (arXiv:1411.1784) do with labels. It has no weights.
/// </summary>
/// <remarks>
/// The encoders throw <see cref="ArgumentException"/> where the condition is not floating-point numbers of shape [N,
/// Size], and where the other input has not the promised shape. Entries of about the size of the latents', such as [−1,
/// 1], serve best.
/// </remarks>
/// <param name="Size">Number K of entries, at least 1.</param>
public sealed record VectorConcatenation(long Size) : IConditioning
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(1, Size));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(string dataSet, ConditionSpec data)
    {
        if (data.Kind == ConditionKind.Label)
        {
            yield return new Problem(
                $"VectorConcatenation takes vectors, but the data set '{dataSet}' has labels.",
                "Use LabelEmbedding, or put vectors beside the samples with ConditionedDataset."
            );
        }
        else if (data.Width > 0 && data.Width != Size)
        {
            yield return new Problem(
                $"VectorConcatenation.Size is {Size}, but the data set '{dataSet}' has vectors of "
                    + $"{data.Width} numbers.",
                "Make them equal."
            );
        }
    }

    bool IConditioning.IsSamplewise => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The conditions of the data have another number of entries.</exception>
    public long LatentSize(ConditionSpec condition) => CheckSize(condition);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The conditions of the data have another number of entries.</exception>
    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) =>
        LabelCode.Widen(sampleShape, CheckSize(condition));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The conditions of the data have another number of entries.</exception>
    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
        new Encoder(null, CheckSize(condition));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The conditions of the data have another number of entries.</exception>
    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        new Encoder(LabelCode.CheckShape(sampleShape), CheckSize(condition));

    private long CheckSize(ConditionSpec condition)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        return condition.Width == Size
            ? Size
            : throw new ArgumentException(
                $"VectorConcatenation was made for conditions of {Size} entries, but the data has "
                    + $"{condition.Width}. Write new VectorConcatenation({condition.Width}).",
                nameof(condition)
            );
    }

    private sealed class Encoder : Module<Tensor, Tensor, Tensor>, IGraphed
    {
        private readonly long[]? shape;
        private readonly long size;

        public Encoder(long[]? shape, long size)
            : base(nameof(VectorConcatenation))
        {
            this.shape = shape;
            this.size = size;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input, Tensor vectors)
        {
            LabelCode.CheckVectors(input, shape, vectors, size);
            using var scope = NewDisposeScope();
            return scope.MoveToOuter(LabelCode.Append(input, vectors.to(input.dtype)));
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
            LabelCode.Append(graph, input, condition!);
    }
}
