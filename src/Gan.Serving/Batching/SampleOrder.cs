namespace Gan.Serving.Batching;

/// <summary>Samples that can be made: checked, with all latents drawn.</summary>
/// <param name="Count">How many.</param>
/// <param name="Latents">Rows, one after another.</param>
/// <param name="Labels">One for each, or none for a GAN without.</param>
/// <param name="Conditions">Rows, or none for a GAN without.</param>
/// <param name="Share">Of the way from the mean style; null for none.</param>
internal sealed record SampleOrder(int Count, float[] Latents, long[] Labels, float[] Conditions, double? Share)
{
    /// <summary>The seed that the latents were drawn from, for who wants them again; null for latents of the
    /// caller's.</summary>
    public long? Seed { get; init; }

    /// <summary>Whether both can be made at once: the share is one number of a batch.</summary>
    public bool Joins(SampleOrder other) => Share == other.Share;

    /// <summary>Several as one, in their order.</summary>
    public static SampleOrder Join(IReadOnlyList<SampleOrder> orders) =>
        orders.Count == 1
            ? orders[0]
            : new(
                orders.Sum(order => order.Count),
                All(orders, order => order.Latents),
                All(orders, order => order.Labels),
                All(orders, order => order.Conditions),
                orders[0].Share
            );

    private static T[] All<T>(IReadOnlyList<SampleOrder> orders, Func<SampleOrder, T[]> part)
    {
        var all = new T[orders.Sum(order => part(order).Length)];
        var at = 0;
        foreach (var order in orders)
        {
            part(order).CopyTo(all, at);
            at += part(order).Length;
        }
        return all;
    }
}
