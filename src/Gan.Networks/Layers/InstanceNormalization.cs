using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Instance normalisation (Ulyanov et al. 2016, arXiv:1607.08022, eq. 3): [N, C, H, W] → the same shape; each map of
/// each image to mean 0 and variance 1, in evaluation too. There are no running statistics.
/// </summary>
/// <remarks>
/// Computed as group normalisation of one map a group. TorchSharp's <c>InstanceNorm2d</c> gives wrong gradients for a
/// batch of one image when the gradient that comes back has its channels innermost, as those of this library's
/// convolutions do (libtorch 2.x; a test has it against PyTorch).
/// </remarks>
public sealed class InstanceNormalization : Module<Tensor, Tensor>, ISamplewise, IGraphed
{
    private readonly Parameter? weight;
    private readonly Parameter? bias;
    private readonly long maps;

    /// <summary>Makes the layer.</summary>
    /// <param name="maps">Feature maps C. At least 1.</param>
    /// <param name="affine">True learns a scale and a shift for each map, which start at 1 and 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">maps is below 1.</exception>
    public InstanceNormalization(long maps, bool affine = false)
        : base(nameof(InstanceNormalization))
    {
        Argument.Within(1, int.MaxValue, maps);
        this.maps = maps;
        if (affine)
        {
            using var one = ones(maps);
            using var zero = zeros(maps);
            weight = new Parameter(one);
            bias = new Parameter(zero);
        }
        RegisterComponents();
        this.LeaveScopes();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is null or has other axes than [N, C, H, W].</exception>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Present(input, nameof(input));
        if (input.dim() != 4 || input.size(1) != maps || !input.is_floating_point())
        {
            throw new ArgumentException(
                $"InstanceNormalization reads floats [N, {maps}, H, W], but input is "
                    + $"{input.dtype} {ShapeText.Of(input.shape)}.",
                nameof(input)
            );
        }
        return functional.group_norm(input, maps, weight, bias, 1e-5);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        graph.Groups(input, maps, weight, bias, 1e-5);
}
