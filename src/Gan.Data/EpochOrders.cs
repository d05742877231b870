namespace Gan.Data;

/// <summary>The orders of the epochs that are being read, from any thread. Two are kept, since readers stand on both
/// sides of a border.</summary>
internal sealed class EpochOrders
{
    // An entry is replaced as a whole: two threads in other epochs cost time, never a torn order.
    private readonly Order?[] orders = new Order?[2];

    /// <summary>The order of so many samples in an epoch, as <see cref="Shuffle"/> makes it.</summary>
    public ReadOnlySpan<long> Of(long count, ulong seed, long epoch)
    {
        ref Order? slot = ref orders[epoch & 1];
        Order? order = Volatile.Read(ref slot);
        if (order is null || order.Count != count || order.Seed != seed || order.Epoch != epoch)
        {
            order = new Order(count, seed, epoch, Shuffle.Permutation(count, seed, epoch));
            Volatile.Write(ref slot, order);
        }

        return order.Indices;
    }

    private sealed record Order(long Count, ulong Seed, long Epoch, long[] Indices);
}
