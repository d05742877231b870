using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>A layer with what it was given in a pass through its network.</summary>
/// <param name="Name">Its place in the network.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">A copy that lies in memory as the input did.</param>
/// <param name="HasInner">Whether other layers compute a part of it, which are calls of their own.</param>
internal sealed record LayerCall(string Name, Module<Tensor, Tensor> Layer, Tensor Input, bool HasInner)
{
    /// <summary>The kind of layer and the shape that it takes, such as "up1: KernelLayer, 256 x 256 x 7 x 7".</summary>
    internal string Title =>
        $"{Name}: {Layer.GetType().Name}, "
        + $"{string.Join(" x ", Input.shape)}{(HasInner ? " (with the layers in it)" : "")}";
}

/// <summary>Finds the layers that compute.</summary>
internal static class LayerCalls
{
    /// <summary>In the order of their ends; a plain row of layers is none itself.</summary>
    internal static List<LayerCall> In(Module network, Action pass)
    {
        var calls = new List<LayerCall>();
        var open = new Stack<LayerCall>();
        var removers = new List<Action>();
        foreach (var (name, module) in network.named_modules())
        {
            if (module is not Module<Tensor, Tensor> layer || module is Sequential)
            {
                continue;
            }
            var before = layer.register_forward_pre_hook(
                (_, input) =>
                {
                    if (open.TryPop(out var outer))
                    {
                        open.Push(outer with { HasInner = true });
                    }
                    open.Push(new(name, layer, input.detach().clone().DetachFromDisposeScope(), HasInner: false));
                    return input;
                }
            );
            var after = layer.register_forward_hook(
                (_, _, output) =>
                {
                    calls.Add(open.Pop());
                    return output;
                }
            );
            removers.AddRange([before.remove, after.remove]);
        }
        pass();
        removers.ForEach(remove => remove());
        return calls;
    }
}
