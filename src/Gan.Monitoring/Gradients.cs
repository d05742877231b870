using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring;

internal static class Gradients
{
    /// <summary>Euclidean norm over all gradients that the latest update of a network left, clipped ones as clipped;
    /// one wait for the device.</summary>
    public static double Norm(nn.Module network)
    {
        using var _ = NewDisposeScope();
        var squares = new List<Tensor>();
        foreach (var parameter in network.parameters())
        {
            if (parameter.grad is { } gradient)
            {
                squares.Add(gradient.detach().to(ScalarType.Float32).square().sum());
            }
        }
        return squares.Count == 0 ? 0 : Math.Sqrt(stack(squares).sum().ToDouble());
    }
}
