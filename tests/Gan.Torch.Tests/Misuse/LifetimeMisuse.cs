using static TorchSharp.torch;
using static Gan.Torch.Tests.Misuse.BadCall;

namespace Gan.Torch.Tests.Misuse;

/// <summary>Tensors and generators used after they were disposed.</summary>
internal static class LifetimeMisuse
{
    public static BadCall[] All() =>
    [
        Of("a freed tensor plus another", () => Freed() + ones(3), "add", "disposed", "Float32[3]"),
        Of("a tensor plus a freed one", () => ones(3) + Freed(), "add", "disposed", "Float32[3]"),
        Of("a freed tensor in a list", () => cat([ones(3), Freed()]), "cat", "disposed"),
        Of("the shape of a freed tensor", () => Freed().shape, "disposed"),
        Of("the gradient of a freed tensor", () => Freed().grad, "disposed"),
        Of("the item of a freed tensor", () => Freed().item<float>(), "item", "disposed"),
        Of("the data of a freed tensor", () => Freed().data<float>(), "disposed"),
        Of("the handle of a freed tensor", () => Freed().Handle, "disposed"),
        Of("a freed tensor changed in place", () => Freed().add_(1), "add_", "disposed"),
        Of("a copy from a freed tensor", () => ones(3).copy_(Freed()), "copy_", "disposed"),
        Of("an assignment of a freed tensor", () => ones(2, 3)[0] = Freed(), "disposed"),
        new("backward from a freed tensor", () => Freed().backward(), "disposed"),
        Of("a gradient for a freed tensor", () => autograd.grad([ones(1)], [Freed()]), "disposed"),
        Of("a tensor whose scope has ended", () => OfAClosedScope().sum(), "sum", "disposed"),
        Of("a freed generator", () => randn(3L, generator: FreedGenerator()), "Generator"),
    ];

    private static Tensor Freed()
    {
        var tensor = ones(3);
        tensor.Dispose();
        return tensor;
    }

    private static Tensor OfAClosedScope()
    {
        using var scope = NewDisposeScope();
        return ones(3) * 2;
    }

    private static Generator FreedGenerator()
    {
        var generator = new Generator(1);
        generator.Dispose();
        return generator;
    }
}
