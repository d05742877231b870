using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>The gradients stay at the parameters until a network's next update, so the norm costs one read of them and no pass of the network.</summary>
internal static class GradientNorm
{
    /// <summary>Euclidean norm over all parameters; 0 without gradients, infinite where squares overflow.</summary>
    public static double Of(nn.Module network)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tensor[] squares = [.. network.parameters().Select(parameter => parameter.grad).OfType<Tensor>().Select(Square)];
        return squares.Length == 0 ? 0 : Math.Sqrt(stack(squares).sum().ToDouble());
    }

    private static Tensor Square(Tensor gradient)
    {
        var flat = gradient.detach().reshape(-1);
        return flat.dot(flat).to(ScalarType.Float64);
    }
}
