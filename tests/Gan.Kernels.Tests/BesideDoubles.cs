using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests;

/// <summary>A function in single precision beside the same in doubles, up to second gradients.</summary>
internal static class BesideDoubles
{
    internal static void Compare(Tensor[] given, Func<Tensor[], Tensor> fast, Func<Tensor[], Tensor> exact, string what)
    {
        Near(Twice(given, Single, fast), Twice(given, Double, exact), what);
        Near(Once(given, Single, fast, Cube), Once(given, Double, exact, Cube), what + ", gradients once");
    }

    internal static Tensor[] Twice(Tensor[] given, Func<Tensor, Tensor> convert, Func<Tensor[], Tensor> f)
    {
        Tensor[] inputs = [.. given.Select(t => convert(t).requires_grad_())];
        var y = f(inputs);
        var first = autograd.grad([y.pow(3).sum()], inputs, create_graph: true, retain_graph: true);
        var second = autograd.grad([first.Select(g => g.pow(2).sum()).Aggregate((a, b) => a + b)], inputs);
        return [y.detach(), .. first.Select(g => g.detach()), .. second];
    }

    internal static Tensor Cube(Tensor y) => y.pow(3);

    internal static Tensor[] Once(
        Tensor[] given,
        Func<Tensor, Tensor> convert,
        Func<Tensor[], Tensor> f,
        Func<Tensor, Tensor> objective
    )
    {
        Tensor[] inputs = [.. given.Select(t => convert(t).requires_grad_())];
        var y = f(inputs);
        objective(y).sum().backward();
        return [y.detach(), .. inputs.Select(t => t.grad!)];
    }

    internal static void Near(Tensor[] fast, Tensor[] exact, string what)
    {
        fast.Should().HaveSameCount(exact);
        for (var i = 0; i < exact.Length; i++)
        {
            var far = (fast[i].to(ScalarType.Float64) - exact[i]).norm().ToDouble();
            far.Should().BeLessThan(1e-5 * exact[i].norm().ToDouble() + 1e-9, "result {0} of {1}", i, what);
        }
    }

    internal static Tensor Single(Tensor t) => t.detach().to(ScalarType.Float32);

    internal static Tensor Double(Tensor t) => t.detach().clone();

    internal static Tensor Doubles(params long[] shape) => randn(shape, ScalarType.Float64);
}
