using TorchSharp;
using static TorchSharp.torch;
using static Gan.Torch.Tests.Misuse.BadCall;

namespace Gan.Torch.Tests.Misuse;

/// <summary>Element types, devices, generators and arguments that an operator cannot take.</summary>
internal static class TypeMisuse
{
    private static Tensor T(params long[] shape) => zeros(shape);

    public static BadCall[] All() =>
    [
        Of("matmul of float and double", () => T(2, 3).matmul(T(3, 2).@double()), "matmul", "Float32[2, 3]", "Float64[3, 2]"),
        Of("matmul of float and long", () => T(2, 3).matmul(T(3, 2).@long()), "matmul", "Float32[2, 3]", "Int64[3, 2]"),
        Of("bitwise and of floats", () => T(3) & T(3), "bitwise_and", "Float32[3]"),
        Of("complement of floats", () => ~T(3), "bitwise_not", "Float32[3]"),
        Of("mean of whole numbers", () => T(3).@long().mean(), "mean", "Int64[3]"),
        Of("fractions added in place to whole numbers", () => T(3).@long().add_(T(3)), "add_", "Int64[3]", "Float32[3]"),
        Of("difference of masks", () => (T(3) > 0) - (T(3) > 0), "sub", "Bool[3]"),
        Of("normal numbers as whole numbers", () => randn(3L, dtype: int64), "randn", "[3]"),
        Of("lerp of another type", () => T(3).lerp_(T(3), T(1).@double()), "lerp_", "Float32[3]", "Float64[1]"),
        Of("gradients for whole numbers", () => T(3).@long().requires_grad_(), "requires_grad", "Int64[3]"),
        Of("item of many", () => T(3).item<float>(), "item", "Float32[3]"),
        Of("item as decimal", () => T(1).item<decimal>(), "item", "Decimal"),
        Of("doubles read from floats", () => T(3).data<double>(), "data", "Float64", "Float32"),
        Of("bytes of a transposed tensor", () => T(2, 3).t().bytes.Length, "bytes", "contiguous", "[3, 2]"),
        new("bytes of another length", () => T(3).bytes = new byte[5], "12", "5"),
        Of("a probability above one", () => T(3).bernoulli_(1.5), "bernoulli_", "Float32[3]", "1.5"),
        Of("a negative deviation", () => T(3).normal_(0, -1), "normal_", "Float32[3]", "-1"),
        Of("an empty range of random numbers", () => randint(5, 5, [3]), "randint", "5"),
        Of("a random permutation of fewer than none", () => randperm(-1), "randperm", "-1"),
        Of("negative weights drawn from", () => tensor(new float[] { -1, 2 }).multinomial(1), "multinomial", "Float32[2]"),
        Of("a generator's state of another type", () => Restore(T(3)), "set_state"),
        Of("null for a tensor", () => T(3).matmul(null!), "matmul"),
        Of("null in a list", () => cat([T(3), null!]), "tensors[1]"),
        Of("null for a shape", () => zeros((long[])null!), "size"),
        Of("null for outputs", () => autograd.grad(null!, [T(3)]), "outputs"),
        Of("a device of no known kind", () => new Device("abacus"), "abacus", "cpu", "cuda"),
        Of("a device number that is none", () => device("cuda:x"), "cuda:x"),
        Of("a device that is not here", () => zeros(3L, device: new Device(DeviceType.XLA)), "zeros", "XLA"),
        Of("a device type that is not here", () => Start(DeviceType.FPGA), "FPGA"),
        Of("a tensor moved to a device that is not here", () => T(3).to(new Device(DeviceType.HIP)), "to", "Float32[3]", "HIP"),
        Of("bytes of a tensor without data", () => zeros(3L, device: META).bytes.Length, "bytes", "Float32[3]", "meta"),
        Of("data of a tensor without data", () => zeros(3L, device: META).data<float>(), "meta", ".cpu()"),
        Of("item of a tensor without data", () => zeros(1L, device: META).item<float>(), "item", "meta"),
        Of("a sum across devices", () => T(3) + zeros(3L, device: META), "add", "Float32[3]", "on meta"),
        Of("a square root of masks in place", () => (T(3) > 0).sqrt_(), "sqrt_", "Bool[3]"),
        Of("an inverse of a singular matrix", () => linalg.inv(T(3, 3)), "inv", "Float32[3, 3]"),
        Of("eigenvalues of a matrix that is not square", () => linalg.eigh(T(2, 3)), "eigh", "Float32[2, 3]"),
        Of("a root of a matrix that is not positive", () => linalg.cholesky(-eye(3)), "cholesky", "Float32[3, 3]"),
        Of("a system of unequal sizes", () => linalg.solve(eye(3), T(4, 1)), "solve", "[3, 3]", "[4, 1]"),
    ];

    private static object? Restore(Tensor state)
    {
        using var generator = new Generator();
        generator.set_state(state);
        return null;
    }

    private static object? Start(DeviceType type)
    {
        InitializeDeviceType(type);
        return null;
    }
}
