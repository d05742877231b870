namespace Gan.Losses.Tests;

internal static class Tensors
{
    public static Tensor Make(double[] values, ScalarType dtype = ScalarType.Float64, params long[] shape) =>
        tensor(values).reshape(shape.Length == 0 ? [values.Length] : shape).to(dtype);

    /// <summary>A leaf of the graph with these values.</summary>
    public static Tensor Leaf(double[] values, ScalarType dtype = ScalarType.Float64, params long[] shape) =>
        Make(values, dtype, shape).detach().requires_grad_();

    public static double[] Values(this Tensor tensor) =>
        tensor.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();

    public static double Value(this Tensor scalar)
    {
        scalar.ndim.Should().Be(0, "an objective is a scalar");
        return scalar.Values().Single();
    }

    /// <summary>Standard normal numbers of this shape, by seed.</summary>
    public static Tensor Normal(int seed, params long[] shape)
    {
        using var random = new torch.Generator((ulong)seed);
        return randn(shape, ScalarType.Float64, generator: random);
    }

    /// <summary>The context with an auxiliary head and a condition.</summary>
    public static PenaltyContext With(
        this PenaltyContext context,
        Func<Tensor, Tensor> auxiliary,
        Tensor? condition = null
    ) =>
        PenaltyContext.ForDiscriminator(
            new Judged(context.Real, context.Fake, context.RealScores, context.FakeScores) { Condition = condition },
            context.Discriminator,
            context.Random
        ) with
        {
            Auxiliary = auxiliary,
        };

    public static PenaltyContext Context(Tensor real, Tensor fake, Func<Tensor, Tensor> critic, int seed = 0) =>
        PenaltyContext.ForDiscriminator(
            new Judged(real, fake, critic(real), critic(fake)),
            critic,
            new torch.Generator((ulong)seed)
        );
}
