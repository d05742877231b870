using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Gan.Losses;

/// <summary>
/// The projection discriminator, Miyato and Koyama 2018, section 3 (arXiv:1802.05637): the score is D(x) + ⟨V_y, h(x)⟩,
/// where h are the discriminator's last features and V is a learned row for each class. The discriminator's input stays
/// the sample; the generator gets the label as <see cref="LabelEmbedding"/> gives it.
/// </summary>
/// <remarks>The paper's generator takes the label in conditional batch normalisations instead: with such networks, take
/// size 0. V starts as Glorot uniform, as in the authors' code.</remarks>
/// <param name="Size">Length of the generator's label vector, at least 0; the default 50 is that of <see
/// cref="LabelEmbedding"/>. With 0 the latent stays as it is, for generators that read the label themselves, as
/// BigGAN's do.</param>
public sealed record ProjectionConditioning(long Size = 50) : IConditioning
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Size));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(string dataSet, ConditionSpec data) =>
        LabelCode.Problems(this, dataSet, data, tellsApart: true);

    bool IConditioning.IsSamplewise => true;

    bool IConditioning.ReadsFeatures => true;

    double IConditioning.LeastGeneratorWeights(ConditionSpec condition) => (double)condition.Width * Size;

    // times the features, of which there is at least one
    double IConditioning.LeastDiscriminatorWeights(long[] sampleShape, ConditionSpec condition) => condition.Width;

    /// <inheritdoc/>
    public long LatentSize(ConditionSpec condition)
    {
        LabelCode.Classes(condition);
        return Size == 0 ? 0 : new LabelEmbedding(Size).LatentSize(condition);
    }

    /// <inheritdoc/>
    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) =>
        LabelCode.SameShape(sampleShape, condition);

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
        Size == 0
            ? PassThrough.ForLabels(null, LabelCode.Classes(condition))
            : new LabelEmbedding(Size).GeneratorEncoder(condition);

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        PassThrough.ForLabels(LabelCode.SameShape(sampleShape, condition), condition.Width);

    /// <inheritdoc/>
    public Module<Tensor, Tensor, Tensor> ScoreHead(long features, ConditionSpec condition) =>
        new Projection(Argument.Within(1, int.MaxValue, features), LabelCode.Classes(condition));

    private sealed class Projection : Module<Tensor, Tensor, Tensor>, IGraphed
    {
        private readonly long[] features;
        private readonly long classes;
        private readonly Embedding embedding; // fields name the weights in a state dict

        public Projection(long features, long classes)
            : base(nameof(ProjectionConditioning))
        {
            this.features = [features];
            this.classes = classes;
            embedding = Embedding(classes, features);
            init.xavier_uniform_(embedding.weight!);
            RegisterComponents();
        }

        public override Tensor forward(Tensor features, Tensor labels)
        {
            LabelCode.Check(features, this.features, labels, classes);
            using var scope = NewDisposeScope();
            return scope.MoveToOuter((embedding.call(labels) * features).sum(1));
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
        {
            var rows = graph.Rows(graph.Weight(embedding.weight!), condition!);
            return graph.Reshape(graph.Sum(graph.Multiply(rows, input), 1), -1);
        }
    }
}
