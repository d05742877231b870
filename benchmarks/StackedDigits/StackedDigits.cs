using Gan;
using Gan.Data;
using static TorchSharp.torch;

/// <summary>
/// Stacked MNIST (Che et al. 2017; Srivastava et al. 2017): three digits drawn at random, one for each colour channel,
/// so that there are 1,000 modes. Here of the 10,000 embedded digits, where the papers have 60,000 or 70,000.
/// </summary>
internal sealed class StackedDigits : IDataset
{
    private readonly Tensor digits;
    private readonly long[] places;

    internal StackedDigits(ImageDataset source, int count)
    {
        using var all = source.Read(arange(source.Count), CPU);
        digits = all.Samples.detach().clone();
        var random = new Random(0);
        places = new long[3 * count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = random.NextInt64(source.Count);
        }
        Count = count;
    }

    public string Name => "stacked digits";

    public long Count { get; }

    public IReadOnlyList<long> SampleShape { get; } = [3, 28, 28];

    public ConditionSpec Condition => default;

    public Batch Read(Tensor indices, Device device)
    {
        using var scope = NewDisposeScope();
        var chosen = indices.data<long>().ToArray();
        var rows = new long[3 * chosen.Length];
        for (var i = 0; i < chosen.Length; i++)
        {
            Array.Copy(places, 3 * chosen[i], rows, 3 * i, 3);
        }
        var stacked = digits.index_select(0, tensor(rows)).view(chosen.Length, 3, 28, 28);
        return new Batch(stacked.to(device).MoveToOuterDisposeScope(), null);
    }

    public void Dispose() => digits.Dispose();
}
