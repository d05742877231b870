using static TorchSharp.torch;

namespace Gan;

/// <summary>Gradients that a function of this room returned to libtorch, which holds them by itself a moment later, so
/// that the next call may dispose them.</summary>
internal static class ReturnedGradients
{
    [ThreadStatic]
    private static List<Tensor>? returned;

    internal static List<Tensor> HandOver(IReadOnlyList<Tensor?> gradients)
    {
        returned ??= [];
        foreach (var earlier in returned)
        {
            earlier.Dispose();
        }
        returned.Clear();
        foreach (var gradient in gradients.OfType<Tensor>())
        {
            returned.Add(gradient.DetachFromDisposeScope());
        }
        return [.. gradients.Select(gradient => gradient!)];
    }
}
