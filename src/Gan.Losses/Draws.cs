namespace Gan.Losses;

/// <summary>Random numbers from a given stream, in the precision and on the device of another tensor.</summary>
internal static class Draws
{
    /// <summary>U(0, 1).</summary>
    public static Tensor Uniform(long[] shape, Tensor like, torch.Generator random) =>
        BatchShare
            .Draw(shape, all => rand(all, dtype: like.dtype, device: random.device, generator: random))
            .to(like.device);

    /// <summary>N(0, 1).</summary>
    public static Tensor Normal(long[] shape, Tensor like, torch.Generator random) =>
        BatchShare
            .Draw(shape, all => randn(all, dtype: like.dtype, device: random.device, generator: random))
            .to(like.device);

    /// <summary>[count, 1, …]: the shape of one number for each of so many samples like these.</summary>
    public static long[] OneEach(long count, Tensor samples) =>
        [count, .. Enumerable.Repeat(1L, (int)samples.ndim - 1)];
}
