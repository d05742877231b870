using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>What custom functions of autograd have in common.</summary>
internal static class Gradients
{
    // Gradients that a backward pass returned to libtorch, which holds them by itself a moment later.
    [ThreadStatic]
    private static List<Tensor>? returned;

    /// <summary>
    /// Whether gradients may ever be asked for. Where not, a function's node (a dozen µs) is saved.
    /// </summary>
    internal static bool AreNeeded(params ReadOnlySpan<Tensor?> tensors)
    {
        if (!is_grad_enabled())
        {
            return false;
        }
        foreach (var tensor in tensors)
        {
            if (tensor is { requires_grad: true })
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Hands gradients (or nulls) to libtorch, at the end of a backward pass.</summary>
    /// <remarks>
    /// libtorch reads the handles after the function has returned, so that it cannot dispose them. Left to the
    /// caller's scope or to the garbage collector, all gradients of a step would stay to its end. So they are
    /// disposed when the next are handed over, or by the next forward pass on this thread.
    /// </remarks>
    internal static List<Tensor> HandOver(List<Tensor?> gradients)
    {
        Release();
        foreach (var gradient in gradients)
        {
            if (gradient is not null)
            {
                returned ??= [];
                returned.Add(gradient.DetachFromDisposeScope());
            }
        }
        return gradients!;
    }

    /// <summary>
    /// Before a forward pass: throws what went wrong in a backward one, and disposes what was handed over before.
    /// </summary>
    internal static void BeginForward()
    {
        LayerKernels.ThrowIfFailed();
        Release();
    }

    private static void Release()
    {
        if (returned is not { Count: > 0 })
        {
            return;
        }
        foreach (var gradient in returned)
        {
            gradient.Dispose();
        }
        returned.Clear();
    }
}
