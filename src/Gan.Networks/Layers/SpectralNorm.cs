using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Spectral normalisation (Miyato et al. 2018, arXiv:1802.05957, section 2 and algorithm 1): the layer works with W /
/// σ(W), where σ is the largest singular value of the weight, so that it stretches no input by more than 1.
/// </summary>
/// <remarks>
/// σ = uᵀWv, where u and v are found by power iteration: one iteration in each forward pass of training, starting where
/// the last one ended, and none in evaluation mode. Both vectors are buffers and stand in the state dict, so a layer
/// that was loaded gives the same outputs bit for bit. The gradient runs through W in σ and treats u and v as
/// constants, and may be differentiated again. A convolution's weight [out, in, h, w] counts as the matrix [out,
/// in·h·w], as in the paper.
/// </remarks>
public sealed class SpectralNorm : Module<Tensor, Tensor>, IGraphed
{
    private const long Solvable = 1024; // a larger matrix takes seconds to decompose

    private readonly Func<Tensor, Tensor, Tensor?, Tensor> operation; // input, weight, bias
    private readonly bool transposed;
    private readonly int iterations;
    private readonly LayerNodes nodes;
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly long channels; // or features
    private readonly Tensor u;
    private readonly Tensor v;

    /// <summary>Takes over the weights of a fully connected layer; use this module in its place.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="iterations">Power iterations in each forward pass of training. At least 0; the paper has 1.</param>
    /// <param name="mixedPrecision">True multiplies W / σ, which is found in float32, with the input in bfloat16, as
    /// <see cref="MixedPrecisionLayer"/> does.</param>
    /// <exception cref="ArgumentOutOfRangeException">iterations is below 0.</exception>
    public SpectralNorm(Linear layer, int iterations = 1, bool mixedPrecision = false)
        : this(
            Argument.NotNull(layer).weight!,
            layer.bias,
            layer.in_features,
            false,
            iterations,
            LayerOperation.Of(layer),
            LayerOperation.NodesOf(layer),
            mixedPrecision
        ) { }

    /// <summary>Takes over the weights of a convolution; use this module in its place.</summary>
    /// <param name="layer">The layer, padded with zeros or not at all.</param>
    /// <param name="iterations">Power iterations in each forward pass of training. At least 0; the paper has 1.</param>
    /// <param name="mixedPrecision">True multiplies W / σ, which is found in float32, with the input in bfloat16, as
    /// <see cref="MixedPrecisionLayer"/> does.</param>
    /// <exception cref="ArgumentException">The layer pads by another mode than zeros, or by name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">iterations is below 0.</exception>
    public SpectralNorm(Conv2d layer, int iterations = 1, bool mixedPrecision = false)
        : this(
            LayerOperation.CheckPadding(layer, nameof(SpectralNorm)).weight!,
            layer.bias,
            layer.in_channels,
            false,
            iterations,
            LayerOperation.Of(layer),
            LayerOperation.NodesOf(layer),
            mixedPrecision
        ) { }

    /// <summary>Takes over the weights of a transposed convolution; use this module in its place. Its matrix is [out,
    /// in·h·w] too.</summary>
    /// <param name="layer">The layer, of one group.</param>
    /// <param name="iterations">Power iterations in each forward pass of training. At least 0; the paper has 1.</param>
    /// <param name="mixedPrecision">True multiplies W / σ, which is found in float32, with the input in bfloat16, as
    /// <see cref="MixedPrecisionLayer"/> does.</param>
    /// <exception cref="ArgumentOutOfRangeException">iterations is below 0.</exception>
    public SpectralNorm(ConvTranspose2d layer, int iterations = 1, bool mixedPrecision = false)
        : this(
            LayerOperation.CheckPadding(layer, nameof(SpectralNorm)).weight!,
            layer.bias,
            layer.in_channels,
            true,
            iterations,
            LayerOperation.Of(layer),
            LayerOperation.NodesOf(layer),
            mixedPrecision
        ) { }

    /// <summary>The same for a 3x3 convolution of maps whose pixels are repeated 2x2 first
    /// (<see cref="UpsampledConvolution"/>): σ is that of the nine weights.</summary>
    internal static SpectralNorm Doubling(Conv2d layer, bool mixedPrecision) =>
        new(
            layer.weight!,
            layer.bias,
            layer.in_channels,
            false,
            iterations: 1,
            UpsampledConvolution.Repeated,
            UpsampledConvolution.RepeatedNodes,
            mixedPrecision
        );

    private SpectralNorm(
        Parameter weight,
        Parameter? bias,
        long channels,
        bool transposed,
        int iterations,
        Func<Tensor, Tensor, Tensor?, Tensor> operation,
        LayerNodes nodes,
        bool mixedPrecision
    )
        : base(nameof(SpectralNorm))
    {
        Argument.AtLeast(0, iterations);
        this.weight = weight;
        this.bias = bias;
        this.channels = channels;
        this.nodes = nodes;
        this.transposed = transposed;
        this.iterations = iterations;
        MixedPrecision = mixedPrecision;
        this.operation = mixedPrecision ? LayerOperation.InBFloat16(operation) : operation;
        using (no_grad())
        using (var matrix = Matrix())
        {
            u = zeros(matrix.size(0), weight.dtype, weight.device);
            v = zeros(matrix.size(1), weight.dtype, weight.device);
        }
        RegisterComponents();
        this.LeaveScopes();
        Restart();
    }

    /// <summary>Whether the layer multiplies in bfloat16.</summary>
    public bool MixedPrecision { get; }

    /// <summary>
    /// Sets u and v to the leading singular vectors of the present weight: at construction, and after weights were set
    /// by other means than training. From a random start, power iteration on a random weight is still some tenths of a
    /// percent off after 50 passes.
    /// </summary>
    /// <remarks>A matrix with more than 1024 rows and columns starts from a random vector and 15 iterations, as in
    /// PyTorch's parametrization.</remarks>
    public void Restart()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var matrix = Matrix();
        var rows = matrix.size(0);
        var columns = matrix.size(1);
        if (Math.Min(rows, columns) > Solvable)
        {
            u.copy_(Unit(randn(rows, dtype: weight.dtype, device: weight.device)));
            PowerIterate(15);
            return;
        }
        var gram = rows <= columns ? matrix.mm(matrix.t()) : matrix.t().mm(matrix);
        var (_, vectors) = linalg.eigh(gram); // in ascending order of the eigenvalues
        var leading = vectors.select(1, -1);
        u.copy_(rows <= columns ? leading : Unit(matrix.mv(leading)));
        v.copy_(Unit(matrix.t().mv(u)));
    }

    /// <summary>The weight as the layer uses it, W / σ, in the shape of W and with its graph.</summary>
    public Tensor NormalisedWeight()
    {
        using var scope = NewDisposeScope();
        // Copies, so that a later iteration does not change what a graph still needs; unit length, because a moving
        // average shortens the vectors.
        var left = Unit(u.detach());
        var right = Unit(v.detach());
        var sigma = left.dot(Matrix().mv(right));
        return scope.MoveToOuter(weight / sigma.clamp_min(1e-12));
    }

    /// <summary>Power iterations here and now, in either mode.</summary>
    /// <param name="count">How many. At least 0.</param>
    public void PowerIterate(int count)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var matrix = Matrix();
        for (var i = 0; i < count; i++)
        {
            v.copy_(Unit(matrix.t().mv(u)));
            u.copy_(Unit(matrix.mv(v)));
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, weight, nameof(SpectralNorm), channels);
        if (training)
        {
            PowerIterate(iterations);
        }
        using var normalised = NormalisedWeight();
        return operation(input, normalised, bias);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        using var normalised = NormalisedWeight();
        return nodes(graph, input, graph.Weight(normalised, weight), bias is null ? null : graph.Weight(bias));
    }

    private Tensor Matrix() => (transposed ? weight.transpose(0, 1) : weight).flatten(1);

    private static Tensor Unit(Tensor vector) => functional.normalize(vector, dim: 0);
}
