namespace Gan.Losses.Tests;

/// <summary>Critics with known gradients, and those of the fixtures.</summary>
internal static class Critics
{
    /// <summary>D(x) = w·x.</summary>
    public static Func<Tensor, Tensor> Linear(Tensor w) => x => x.flatten(1).matmul(w.flatten());

    /// <summary>D(x_i) = a_i w·x_i: the sample at index i has the gradient a_i w.</summary>
    public static Func<Tensor, Tensor> Scaled(Tensor w, double[] a) => x => Linear(w)(x) * Tensors.Make(a);

    public static Func<Tensor, Tensor> Named(string name, IReadOnlyList<Tensor> weights) =>
        name switch
        {
            "mlp" or "columns" => x => Mlp(weights, x),
            "packed" => x => Mlp(weights, x.reshape(-1, 8)),
            "convolutional" => x => Convolutional(weights, x),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };

    public static Tensor Mlp(IReadOnlyList<Tensor> w, Tensor x)
    {
        var hidden = (x.matmul(w[0].t()) + w[1]).tanh().matmul(w[2].t()) + w[3];
        return hidden.softplus().matmul(w[4].t()).squeeze(1);
    }

    private static Tensor Convolutional(IReadOnlyList<Tensor> w, Tensor x)
    {
        var hidden = nn.functional.conv2d(x, w[0], w[1], strides: [2, 2], padding: [1, 1]).leaky_relu(0.2);
        hidden = nn.functional.conv2d(hidden, w[2], w[3], strides: [1, 1], padding: [1, 1]).tanh();
        return hidden.flatten(1).matmul(w[4].t()).squeeze(1);
    }
}
