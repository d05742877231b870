using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Labels of StyleGAN2-ADA (Karras et al. 2020, arXiv:2006.06676, section 4.2 and its code): the discriminator's last
/// features are multiplied with a label that a mapping network of its own has mapped, ⟨m(y), h(x)⟩ / √F. The generator
/// gets the label as <see cref="LabelEmbedding"/> gives it.
/// </summary>
/// <remarks>The discriminator's own score stays as a term that knows no label, as in <see
/// cref="ProjectionConditioning"/>; the authors' code leaves it out.</remarks>
/// <param name="Size">Entries of a label's vector, at least 1. Default 64.</param>
/// <param name="Layers">Layers of the discriminator's mapping network, from 1 to 64. Default 2; the authors' code has
/// 8.</param>
public sealed record MappedProjection(long Size = 64, int Layers = 2) : IConditioning
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(Bounds.Within(1, int.MaxValue, Size), Bounds.Within(1, 64, Layers));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(string dataSet, ConditionSpec data) =>
        new ProjectionConditioning(Size)
            .Problems(dataSet, data)
            .Select(problem => problem with { What = problem.What.Replace(nameof(ProjectionConditioning), Name) });

    bool IConditioning.IsSamplewise => true;

    bool IConditioning.ReadsFeatures => true;

    double IConditioning.LeastGeneratorWeights(ConditionSpec condition) => (double)condition.Width * Size;

    // times the features, of which there is at least one
    double IConditioning.LeastDiscriminatorWeights(long[] sampleShape, ConditionSpec condition) => condition.Width;

    /// <inheritdoc/>
    public long LatentSize(ConditionSpec condition) => Plain.LatentSize(condition);

    /// <inheritdoc/>
    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) =>
        Plain.DiscriminatorShape(sampleShape, condition);

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
        Plain.GeneratorEncoder(condition);

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        Plain.DiscriminatorEncoder(sampleShape, condition);

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> ScoreHead(long features, ConditionSpec condition) =>
        new Projection(Argument.Within(1, int.MaxValue, features), condition.Width, Layers);

    private const string Name = nameof(MappedProjection);

    private ProjectionConditioning Plain
    {
        get
        {
            GanConfigurationException.ThrowIfAny(Problems());
            return new(Size);
        }
    }

    private sealed class Projection : Module<Tensor, Tensor, Tensor>, IGraphed
    {
        private readonly long features;
        private readonly long classes;
        private readonly StyleMapping mapping; // fields name the weights in a state dict

        internal Projection(long features, long classes, int layers)
            : base(nameof(MappedProjection))
        {
            this.features = features;
            this.classes = classes;
            mapping = new StyleMapping(0, classes, features, layers, rate: 0.01);
            RegisterComponents();
        }

        private static float[] Identity(long size)
        {
            using var one = eye(size);
            return one.data<float>().ToArray();
        }

        public override Tensor forward(Tensor features, Tensor labels)
        {
            LayerInput.Present(features, nameof(features));
            LayerInput.Present(labels, nameof(labels));
            if (features.dim() != 2 || features.size(1) != this.features)
            {
                throw new ArgumentException(
                    $"MappedProjection reads [N, {this.features}], but features are {ShapeText.Of(features.shape)}.",
                    nameof(features)
                );
            }
            if (labels.dtype != ScalarType.Int64 || labels.dim() != 1 || labels.size(0) != features.size(0))
            {
                throw new ArgumentException(
                    $"Labels must be int64 [{features.size(0)}], but were {labels.dtype} "
                        + $"{ShapeText.Of(labels.shape)}.",
                    nameof(labels)
                );
            }
            using var scope = NewDisposeScope();
            var codes = functional.one_hot(labels, classes).to(features.dtype);
            return scope.MoveToOuter((mapping.call(codes) * features).sum(1) / Math.Sqrt(this.features));
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
        {
            var code = graph.Rows(graph.Constant([classes, classes], Identity(classes)), condition!);
            var mapped = graph.Call(mapping, code);
            var sum = graph.Sum(graph.Multiply(mapped, input), 1);
            return graph.Reshape(graph.Scale(sum, 1 / Math.Sqrt(features)), -1);
        }
    }
}
