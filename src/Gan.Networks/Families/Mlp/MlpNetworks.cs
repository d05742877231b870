using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Latents through fully connected layers with LeakyReLU to samples.</summary>
public sealed class MlpGenerator : GeneratorNetwork, IGraphed
{
    private readonly long[] shape;
    private readonly Module<Tensor, Tensor> layers;
    private readonly NetworkInput input;
    private readonly long latentSize;

    /// <summary>Makes the generator for samples of <c>spec.Shape</c>.</summary>
    public MlpGenerator(MlpOptions options, NetworkSpec spec)
        : base(nameof(MlpGenerator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        shape = [.. spec.Shape];
        latentSize = spec.LatentSize;
        input = new NetworkInput(this);
        var list = Dense.Hidden(spec, spec.LatentSize, options.GeneratorWidths, options.LeakySlope, dropout: 0);
        list.Add(("out", spec.InPrecision(Linear(options.GeneratorWidths.LastOrDefault(spec.LatentSize), spec.Size))));
        if (options.Tanh ?? spec.IsImage)
        {
            list.Add(("tanh", Tanh()));
        }
        layers = Sequential([.. list]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor latent, Tensor? condition)
    {
        input.Require(latent, nameof(latent), latentSize);
        return layers.call(latent).view([-1, .. shape]);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        graph.Reshape(graph.Call(layers, input), [-1, .. shape]);
}

/// <summary>Samples through fully connected layers with LeakyReLU and dropout to one score each.</summary>
public sealed class MlpDiscriminator : DiscriminatorNetwork, IGraphedDiscriminator
{
    private readonly Module<Tensor, Tensor> layers;
    private readonly Module<Tensor, Tensor> score;
    private readonly NetworkInput input;
    private readonly long size;

    /// <summary>Makes the discriminator for samples of <c>spec.Shape</c>.</summary>
    public MlpDiscriminator(MlpOptions options, NetworkSpec spec)
        : base(nameof(MlpDiscriminator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        size = spec.Size;
        input = new NetworkInput(this);
        FeatureSize = options.DiscriminatorWidths.LastOrDefault(spec.Size);
        var list = Dense.Hidden(spec, spec.Size, options.DiscriminatorWidths, options.LeakySlope, options.Dropout);
        layers = list.Count > 0 ? Sequential([.. list]) : Identity();
        score = Linear(FeatureSize, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override bool IsSamplewise => true;

    /// <inheritdoc/>
    public override long FeatureSize { get; }

    /// <inheritdoc/>
    public override Tensor Features(Tensor sample, Tensor? condition)
    {
        input.RequireRows(sample, nameof(sample), size);
        return layers.call(sample.flatten(1));
    }

    /// <inheritdoc/>
    public override Tensor Score(Tensor features)
    {
        input.Require(features, nameof(features), FeatureSize);
        return score.call(features).flatten();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor sample, Tensor? condition) => Score(Features(sample, condition));

    GraphValue IGraphedDiscriminator.FeaturesTo(NetworkGraph graph, GraphValue sample, GraphValue? condition) =>
        graph.Call(layers, graph.Flatten(sample));

    GraphValue IGraphedDiscriminator.ScoreTo(NetworkGraph graph, GraphValue features) =>
        graph.Column(graph.Call(score, features));
}

internal static class Dense
{
    internal static List<(string, Module<Tensor, Tensor>)> Hidden(
        NetworkSpec spec,
        long input,
        IReadOnlyList<long> widths,
        double slope,
        double dropout
    )
    {
        var layers = new List<(string, Module<Tensor, Tensor>)>();
        foreach (var width in widths)
        {
            var n = layers.Count;
            layers.Add(($"linear{n}", spec.InPrecision(Linear(input, width))));
            layers.Add(($"lrelu{n}", LeakyReLU(slope, inplace: true)));
            if (dropout > 0)
            {
                layers.Add(($"dropout{n}", new LayerDropout(dropout)));
            }
            input = width;
        }
        return layers;
    }
}
