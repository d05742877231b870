using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Minibatch discrimination (Salimans et al. 2016, arXiv:1606.03498, section 3.2): features [N, A] → [N, A + B]. Added
/// entry b of sample i is Σⱼ exp(−‖M_ib − M_jb‖₁) over all samples j of the batch, where M = f(x)·T is [N, B, C]: how
/// many others are close to it.
/// </summary>
/// <remarks>
/// The sum includes j = i, as in the paper, and so starts at 1. It couples all samples of the batch, which a gradient
/// penalty does not presume; time and memory grow as N²·B·C. T starts at N(0, 1/A), so that features of about unit size
/// give distances of about C.
/// </remarks>
public sealed class MinibatchDiscrimination : Module<Tensor, Tensor>, IGraphed
{
    private readonly long kernels;
    private readonly long size;
    private readonly Parameter kernel;

    /// <summary>Makes the layer.</summary>
    /// <param name="features">Width A of the input. At least 1.</param>
    /// <param name="kernels">Number of kernels B. At least 1; the paper's code has 100.</param>
    /// <param name="size">Entries C of each kernel's projection. At least 1; the paper's code has 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public MinibatchDiscrimination(long features, long kernels = 100, long size = 5)
        : base(nameof(MinibatchDiscrimination))
    {
        Argument.Within(1, int.MaxValue, features);
        Argument.Within(1, int.MaxValue, kernels);
        Argument.Within(1, int.MaxValue, size);
        this.kernels = kernels;
        this.size = size;
        using var drawn = randn(features, kernels * size);
        using var scaled = drawn / Math.Sqrt(features);
        kernel = new Parameter(scaled);
        RegisterComponents();
        this.LeaveScopes();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is null or no [N, A].</exception>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, 2, nameof(MinibatchDiscrimination), "N, A");
        LayerInput.Require(input, kernel, nameof(MinibatchDiscrimination), 2, 1, kernel.size(0));
        using var scope = NewDisposeScope();
        var projected = input.mm(kernel).view(-1, kernels, size);
        var distance = (projected.unsqueeze(0) - projected.unsqueeze(1)).abs().sum(3); // [N, N, B]
        return scope.MoveToOuter(cat([input, distance.neg().exp().sum([0])], 1));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        throw graph.Refusal(this, "it compares the samples of a batch, on which their scores then depend");
}
