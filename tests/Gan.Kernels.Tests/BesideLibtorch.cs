using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests;

/// <summary>A function beside libtorch's operators: equal to the last bit, with both gradients.</summary>
internal static class BesideLibtorch
{
    internal static void Same(Tensor input, Tensor fast, Tensor plain, Tensor slopes)
    {
        Tensor[] results = [fast, .. Gradients(fast, input, slopes)];
        Tensor[] expected = [plain, .. Gradients(plain, input, slopes)];
        for (var i = 0; i < results.Length; i++)
        {
            results[i].eq(expected[i]).all().ToBoolean().Should().BeTrue();
        }
    }

    // The gradient, and the gradient of a sum of its cubes.
    private static Tensor[] Gradients(Tensor output, Tensor input, Tensor slopes)
    {
        var loss = (output.square() * slopes).sum();
        var gradient = autograd.grad([loss], [input], create_graph: true, retain_graph: true)[0];
        var again = autograd.grad([gradient.pow(3).sum()], [input], retain_graph: true)[0];
        return [gradient.detach(), again];
    }
}
