using TorchSharp.Engine;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns. Outlives the scope that it was made in.</summary>
public class Parameter : Tensor
{
    public Parameter(Tensor data, bool requires_grad = true) : base(Leaf(data))
    {
        DetachFromDisposeScope();
        this.requires_grad = requires_grad;
    }

    // A share in a parameter that the native side owns already.
    internal Parameter(nint native) : base(new TensorHandle(native, 0)) => DetachFromDisposeScope();

    private static TensorHandle Leaf(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var leaf = data.detach();
        Native.Check(Native.gt_tensor_share(leaf.Shared, out var native), "Parameter");
        return new TensorHandle(native, 0);
    }
}
