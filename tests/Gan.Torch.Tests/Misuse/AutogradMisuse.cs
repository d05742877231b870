using static TorchSharp.torch;
using static Gan.Torch.Tests.Misuse.BadCall;

namespace Gan.Torch.Tests.Misuse;

/// <summary>Gradients that cannot be had.</summary>
internal static class AutogradMisuse
{
    private static Tensor Leaf(params long[] shape) => ones(shape, requires_grad: true);

    public static BadCall[] All() =>
    [
        new("backward from more than a scalar", () => (Leaf(3) * 2).backward(), "backward", "Float32[3]"),
        new("backward without a graph", () => ones(1).sum().backward(), "backward", "Float32[]"),
        new("backward twice", () =>
        {
            var loss = Leaf(3).square().sum();
            loss.backward();
            loss.backward();
        }, "backward", "Float32[]"),
        new("backward with a gradient of another shape", () => (Leaf(3) * 2).backward([ones(4)]), "backward", "Float32[3]", "Float32[4]"),
        Of("grad twice", () =>
        {
            var x = Leaf(3);
            var loss = x.square().sum();
            autograd.grad([loss], [x]);
            return autograd.grad([loss], [x]);
        }, "autograd.grad", "Float32[3]"),
        Of("grad of an unused input", () => autograd.grad([Leaf(3).sum()], [Leaf(4)]), "autograd.grad", "Float32[4]", "allow_unused"),
        Of("grad of an input without gradient", () => autograd.grad([Leaf(3).sum()], [ones(4)]), "autograd.grad", "Float32[4]"),
        Of("grad with outputs' gradients of another shape", () => Grad(Leaf(3), [ones(2)]), "autograd.grad", "Float32[3]", "Float32[2]"),
        Of("grad of a graph that was not made", () =>
        {
            var x = Leaf(3);
            return Grad(Grad(x, null)[0], null, x);
        }, "autograd.grad", "Float32[3]"),
        Of("a leaf changed in place", () => Leaf(3).add_(1), "add_", "Float32[3]"),
        Of("a leaf filled in place", () => Leaf(3).zero_(), "zero_", "Float32[3]"),
        new("a needed value changed before backward", () =>
        {
            var x = Leaf(3) * 1;
            var y = x.exp();
            y.add_(1);
            y.sum().backward();
        }, "backward", "inplace"),
        new("a gradient of another shape set", () => Leaf(3).grad = ones(4), "grad", "Float32[3]", "Float32[4]"),
        new("retain_grad without gradient", () => ones(3).retain_grad(), "retain_grad"),
        new("no gradient wanted in the middle of a graph", () => (Leaf(3) * 2).requires_grad = false, "requires_grad", "Float32[3]"),
        new("an inference tensor in a graph", () =>
        {
            Tensor made;
            using (inference_mode()) made = ones(3);
            (Leaf(3) * made).sum().backward();
        }, "inference"),
        Of("the shape of a gradient that is not there", () =>
        {
            var x = Leaf(3);
            return autograd.grad([x.sum()], [x, Leaf(4)], allow_unused: true)[1].shape;
        }, "undefined"),
        Of("a sum with a gradient that is not there", () =>
        {
            var x = Leaf(3);
            return autograd.grad([x.sum()], [x, Leaf(4)], allow_unused: true)[1] + ones(4);
        }, "add", "undefined", "Float32[4]"),
    ];

    private static IList<Tensor> Grad(Tensor y, IList<Tensor>? grads, Tensor? x = null) =>
        autograd.grad([grads is null ? y.square().sum() : y.square()], [x ?? y], grads);
}
