using Gan.Runtime;
using Gan.Serving.Batching;

namespace Gan.Serving;

/// <summary>Makes an order with others that wait, whichever protocol it came by.</summary>
internal sealed class SampleMaker(Batcher batcher)
{
    /// <exception cref="Refusal">The queue is full.</exception>
    public void RequireRoom() => batcher.RequireRoom();

    /// <exception cref="Refusal">The queue is full, or what was made is no number.</exception>
    public async Task<ShippedSamples> Make(SampleOrder order, CancellationToken token)
    {
        var samples = await batcher.Make(order, token);
        foreach (var value in samples.Values.Span)
        {
            if (!float.IsFinite(value))
            {
                throw new Refusal(500, "The generator made numbers that are not finite.");
            }
        }
        return samples;
    }
}
