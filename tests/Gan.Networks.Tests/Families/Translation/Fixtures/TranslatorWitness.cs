using Gan.Tests.Networks.Parts;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Translation;

/// <summary>What PyTorch computed with weights that are cosines of their place; see make_translators.py beside this
/// file.</summary>
internal static class TranslatorWitness
{
    private const double Tolerance = 1e-8; // the file has ten digits

    /// <summary>Output, gradient and, where the file has it, the output in evaluation mode.</summary>
    internal static void Check(string part, nn.Module<Tensor, Tensor> network, params long[] shape)
    {
        using var scope = NewDisposeScope();
        var expected = PartCase.Of(part, "translators.json");
        Fill(network);
        var x = Cosines(shape, 0, 0.37).requires_grad_();
        var y = network.call(x);
        expected.Check("y", y, Tolerance);
        expected.Check("dx", autograd.grad([y.square().sum()], [x])[0], Tolerance);
        if (expected.Has("eval"))
        {
            network.eval();
            expected.Check("eval", network.call(x), Tolerance);
        }
    }

    internal static void Fill(nn.Module network)
    {
        using var _ = no_grad();
        network.to(ScalarType.Float64);
        var number = 0;
        foreach (var parameter in network.parameters())
        {
            var values = Cosines(parameter.shape, 1.7 * number++, 0.9);
            var fan = parameter.numel() / parameter.shape[0];
            parameter.copy_(parameter.dim() == 1 ? 0.5 + 0.1 * values : values / Math.Sqrt(fan));
        }
    }

    internal static Tensor Cosines(long[] shape, double phase, double step)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        return (phase + step * arange(count, dtype: ScalarType.Float64)).cos().reshape(shape);
    }

    /// <summary>Weights, counted.</summary>
    internal static long Count(nn.Module network) => network.parameters().Sum(p => p.numel());

    internal static TranslatorSpec Spec(long channels, long height, long width, long scale = 1, long made = 0) =>
        new([channels, height, width], [made == 0 ? channels : made, scale * height, scale * width]);
}
