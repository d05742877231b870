using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Rows of a table, or small images, to latents through fully connected layers with LeakyReLU.</summary>
public sealed record MlpEncoder : IEncoderFamily
{
    /// <summary>Widths of the hidden layers, input side first; none make a linear encoder. Default 128, 128.</summary>
    public IReadOnlyList<long> Widths { get; init; } = [128, 128];

    /// <summary>Slope of LeakyReLU for negative inputs, in [0, 1). Default 0.2.</summary>
    public double LeakySlope { get; init; } = 0.2;

    /// <summary>Largest entry of a latent: entries are limit · tanh(h / limit). 0, the default, sets no
    /// limit.</summary>
    public double Limit { get; init; }

    /// <inheritdoc/>
    public EncoderNetwork Encoder(NetworkSpec spec) => new MlpEncoderNetwork(this, Argument.NotNull(spec));

    double IEncoderFamily.LeastWeights(NetworkSpec spec)
    {
        var sum = 0.0;
        var from = spec.Shape.Aggregate(1.0, (a, b) => a * b);
        foreach (var width in Widths.Append(spec.LatentSize))
        {
            sum += from * width;
            from = width;
        }
        return sum;
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape) =>
        Bounds.Of(
            nameof(MlpEncoder),
            Bounds.In("[0, 1)", LeakySlope),
            Bounds.AtLeast(0, Limit),
            Bounds.Must(Widths.All(w => w >= 1), "all be at least 1", InvariantText.Join(", ", Widths), nameof(Widths))
        );

    /// <inheritdoc/>
    public bool Equals(MlpEncoder? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() =>
        $"MlpEncoder {{ Widths = {InvariantText.Join("-", Widths)}, LeakySlope = {LeakySlope}, Limit = {Limit} }}";
}

internal sealed class MlpEncoderNetwork : EncoderNetwork, IGraphed
{
    private readonly Module<Tensor, Tensor> layers;
    private readonly NetworkInput input;
    private readonly long size;
    private readonly double limit;

    internal MlpEncoderNetwork(MlpEncoder options, NetworkSpec spec)
        : base("MlpEncoder")
    {
        size = spec.Size;
        limit = options.Limit;
        input = new NetworkInput(this);
        var list = Dense.Hidden(spec, size, options.Widths, options.LeakySlope, dropout: 0);
        list.Add(("latent", spec.InPrecision(Linear(options.Widths.LastOrDefault(size), spec.LatentSize))));
        layers = Sequential([.. list]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor sample)
    {
        input.RequireRows(sample, nameof(sample), size);
        return LatentLimit.Of(layers.call(sample.flatten(1)), limit);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        LatentLimit.Of(graph, graph.Call(layers, graph.Flatten(input)), limit);
}
