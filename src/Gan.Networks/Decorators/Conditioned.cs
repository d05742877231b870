using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>A generator whose input is first joined with what an encoder makes of the condition.</summary>
internal sealed class ConditionedGenerator : GeneratorNetwork, IGraphed
{
    private readonly Module<Tensor, Tensor, Tensor> encoder;
    private readonly GeneratorNetwork network;

    internal ConditionedGenerator(Module<Tensor, Tensor, Tensor> encoder, GeneratorNetwork network)
        : base(nameof(ConditionedGenerator))
    {
        this.encoder = encoder;
        this.network = network;
        RegisterComponents();
    }

    public override IStyled? Styled => network.Styled is { } styled ? new Joined(encoder, styled) : null;

    public override ILogits? Logits => network.Logits is { } logits ? new JoinedLogits(encoder, logits) : null;

    public override Tensor forward(Tensor latent, Tensor? condition) =>
        network.call(encoder.call(latent, condition!), condition);

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        return graph.Call(network, graph.Call(encoder, input, condition), condition);
    }

    public override Tensor Shown(Tensor latent, Tensor? condition) =>
        network.Shown(encoder.call(latent, condition!), condition);

    public override bool FollowsProgress => network.FollowsProgress;

    public override long Stage => network.Stage;

    public override void BeginStep(TrainingMoment moment) => network.BeginStep(moment);

    private sealed class JoinedLogits(Module<Tensor, Tensor, Tensor> encoder, ILogits logits) : ILogits
    {
        public IReadOnlyList<long> Codes => logits.Codes;

        public (Tensor Samples, Tensor Logits) MakeWithLogits(Tensor latent, Tensor? condition) =>
            logits.MakeWithLogits(encoder.call(latent, condition!), condition);
    }

    private sealed class Joined(Module<Tensor, Tensor, Tensor> encoder, IStyled styled) : IStyled
    {
        public long StyleCount => styled.StyleCount;

        public long StyleSize => styled.StyleSize;

        public Tensor MeanStyle => styled.MeanStyle;

        public Tensor Styles(Tensor latent, Tensor? condition) =>
            styled.Styles(encoder.call(latent, condition!), condition);

        public Tensor Synthesise(Tensor styles) => styled.Synthesise(styles);

        public IReadOnlyList<Tensor> Noise => styled.Noise;

        public Tensor Synthesise(Tensor styles, IReadOnlyList<Tensor> noise) => styled.Synthesise(styles, noise);
    }
}

/// <summary>A discriminator whose input is first joined with what an encoder makes of the condition, and whose features
/// may feed heads.</summary>
internal sealed class ConditionedDiscriminator : DiscriminatorNetwork, IGraphed
{
    private readonly Module<Tensor, Tensor, Tensor> encoder;
    private readonly DiscriminatorNetwork network;
    private readonly Module<Tensor, Tensor, Tensor>? scoreHead;
    private readonly Module<Tensor, Tensor>? auxiliaryHead;
    private readonly bool samplewise;

    internal ConditionedDiscriminator(
        IConditioning conditioning,
        long[] sampleShape,
        ConditionSpec condition,
        DiscriminatorNetwork network
    )
        : base(nameof(ConditionedDiscriminator))
    {
        this.network = network;
        samplewise = conditioning.IsSamplewise;
        encoder = conditioning.DiscriminatorEncoder(sampleShape, condition);
        if (conditioning.ReadsFeatures && network.FeatureSize > 0)
        {
            scoreHead = conditioning.ScoreHead(network.FeatureSize, condition);
            auxiliaryHead = conditioning.AuxiliaryHead(network.FeatureSize, condition);
        }
        RegisterComponents();
    }

    public override bool IsSamplewise => network.IsSamplewise && samplewise;

    public override long FeatureSize => network.FeatureSize;

    public override Tensor Features(Tensor sample, Tensor? condition) =>
        network.Features(encoder.call(sample, condition!), condition);

    public override Tensor Score(Tensor features) => network.Score(features);

    public override Tensor Auxiliary(Tensor sample, Tensor? condition) =>
        auxiliaryHead is null
            ? network.Auxiliary(encoder.call(sample, condition!), condition)
            : auxiliaryHead.call(Features(sample, condition));

    public override IReadOnlyList<Reconstruction> Reconstruct(Tensor sample, Tensor? condition) =>
        network.Reconstruct(encoder.call(sample, condition!), condition);

    public override Tensor forward(Tensor sample, Tensor? condition)
    {
        if (scoreHead is null)
        {
            return network.call(encoder.call(sample, condition!), condition);
        }
        var features = Features(sample, condition);
        var score = network.Score(features);
        var term = scoreHead.call(features, condition!);
        return score + ForEach(term, score);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var joined = graph.Call(encoder, input, condition);
        if (scoreHead is null)
        {
            return graph.Call(network, joined, condition);
        }
        if (network is not IGraphedDiscriminator judge)
        {
            throw graph.Refusal(network, "it does not say what its features are (IGraphedDiscriminator)");
        }
        var features = judge.FeaturesTo(graph, joined, condition);
        var score = judge.ScoreTo(graph, features);
        var term = graph.Call(scoreHead, features, condition);
        long[] point = [-1, .. Enumerable.Repeat(1L, score.Shape.Count - 1)];
        return graph.Add(score, graph.Reshape(term, point));
    }

    // Several discriminators have a column each, and patches share their sample's term.
    private static Tensor ForEach(Tensor term, Tensor score)
    {
        for (var axis = term.dim(); axis < score.dim(); axis++)
        {
            term = term.unsqueeze(axis);
        }
        return term;
    }

    public override bool FollowsProgress => network.FollowsProgress;

    public override long Stage => network.Stage;

    public override void BeginStep(TrainingMoment moment) => network.BeginStep(moment);

    public override Tensor Reals(Tensor real) => network.Reals(real);

    public override Tensor Changed(Tensor sample, Func<Tensor, Tensor> change) => network.Changed(sample, change);

    public override void Observe(Tensor realScores) => network.Observe(realScores);
}
