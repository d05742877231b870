using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Whether tensors hold nothing but numbers.</summary>
internal static class Finite
{
    /// <summary>Every entry.</summary>
    internal static bool All(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return !tensor.is_floating_point() || tensor.detach().isfinite().all().ToBoolean();
    }

    /// <summary>A loss, and whether gradients are finite and their squares do not overflow: the processor waits for the
    /// device once for both.</summary>
    internal static (double Loss, bool Finite) Read(Tensor loss, IEnumerable<Tensor> gradients)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tensor[] all = [.. gradients];
        if (LayerKernels.Current?.HaveFiniteSquares(all) is { } finite)
        {
            return (loss.ToDouble(), finite);
        }
        using var both = cat([loss.detach().reshape(1).to(ScalarType.Float64), .. Squares(all)]).cpu().data<double>();
        var values = both.ToArray();
        return (values[0], Array.TrueForAll(values[1..], double.IsFinite));
    }

    /// <summary>The sum of all squares: one fast read of everything. Also false when it overflows.</summary>
    internal static bool Sum(IEnumerable<Tensor> tensors)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tensor[] all = [.. tensors];
        if (LayerKernels.Current?.HaveFiniteSquares(all) is { } finite)
        {
            return finite;
        }
        Tensor[] squares = [.. Squares(all)];
        return squares.Length == 0 || double.IsFinite(cat(squares).sum().ToDouble());
    }

    // In the tensors' own type, where it overflows as an optimiser's square does; then in one type for all. Small
    // networks pay for each call and not for the numbers, so that small tensors of one type are read as one. Callers
    // have turned gradients off.
    private static IEnumerable<Tensor> Squares(IEnumerable<Tensor> tensors)
    {
        foreach (var type in tensors.GroupBy(t => t.dtype))
        {
            var small = type.Where(t => t.numel() < Small).Select(Flat).ToArray();
            var flat = type.Where(t => t.numel() >= Small).Select(Flat).Concat(small.Length > 1 ? [cat(small)] : small);
            yield return stack(flat.Select(t => t.dot(t)).ToArray()).to(ScalarType.Float64);
        }
    }

    private const long Small = 1 << 15;

    // In the order of memory, because a copy into another would take longer than the sum.
    private static Tensor Flat(Tensor tensor)
    {
        if (tensor.dim() == 1)
        {
            return tensor;
        }
        return (tensor.dim() == 4 && !tensor.is_contiguous() ? tensor.permute(0, 2, 3, 1) : tensor).reshape(-1);
    }
}
