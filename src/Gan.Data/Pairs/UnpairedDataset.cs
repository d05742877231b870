using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Two kinds of samples that belong together as kinds alone, such as horses and zebras: a batch has samples of the
/// first and, as its input, as many of the second, each kind in an order of its own.
/// </summary>
/// <remarks>
/// The first kind comes in the order of the <see cref="BatchStream"/>. The second runs on from batch to batch through
/// shuffled epochs of its own, each of which holds every sample once; no sample is left out, so a batch may reach from
/// one epoch into the next. Both orders are functions of (seed, position), and neither depends on the other kind's
/// samples or their number. Random changes are put around each kind beforehand, since each draws for itself.
/// </remarks>
public sealed class UnpairedDataset : IDataset
{
    // Stream -1 of a run's seed gives its batches theirs.
    private const int OrderStream = -2;
    private const int ChangeStream = -2;

    private readonly IDataset a;
    private readonly IDataset b;
    private readonly EpochOrders orders = new();

    /// <summary>Puts two data sets side by side.</summary>
    /// <param name="a">The samples, whose number is the data set's. Stays the caller's to dispose.</param>
    /// <param name="b">The inputs; may be fewer or more. Stays the caller's to dispose.</param>
    /// <exception cref="ArgumentException">One of the two has inputs already.</exception>
    public UnpairedDataset(IDataset a, IDataset b)
    {
        PairedDataset.CheckHasNoInput(a);
        PairedDataset.CheckHasNoInput(b);
        this.a = a;
        this.b = b;
        Name = $"{a.Name} and {b.Name}, unpaired";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The number of samples of the first kind.</summary>
    public long Count => a.Count;

    /// <inheritdoc/>
    public IReadOnlyList<long> SampleShape => a.SampleShape;

    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape => b.SampleShape;

    /// <summary>The first kind's.</summary>
    public ConditionSpec Condition => a.Condition;

    /// <inheritdoc/>
    public IReadOnlyDictionary<long, long>? ClassCounts => a.ClassCounts;

    /// <summary>Sample i of the first kind with sample i of the second, which begins anew at its end: outside of a
    /// run there is no order.</summary>
    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device)
    {
        using var scope = NewDisposeScope();
        return Join(a.Read(indices, device), b.Read(Around(indices), device));
    }

    /// <summary>As without a seed, with random changes.</summary>
    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device, ulong seed)
    {
        using var scope = NewDisposeScope();
        var seedOfB = SplitMix64.For(seed, ChangeStream).Next();
        return Join(a.Read(indices, device, seed), b.Read(Around(indices), device, seedOfB));
    }

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device, BatchPlace place)
    {
        using var scope = NewDisposeScope();
        var samples = a.Read(indices, device, place);
        var seed = SplitMix64.For(place.RunSeed, OrderStream).Next();
        var chosen = new long[samples.Count];
        var begin = checked((place.Position * Math.Max(place.Whole, chosen.Length)) + place.First);
        for (var i = 0; i < chosen.Length; i++)
        {
            var (epoch, at) = Math.DivRem(checked(begin + i), b.Count);
            chosen[i] = orders.Of(b.Count, seed, epoch)[(int)at];
        }

        var others = TensorBytes.Copy<long>(chosen, ScalarType.Int64, chosen.Length);
        return Join(samples, b.Read(others, device, place.Stream(ChangeStream)));
    }

    /// <summary>Frees nothing: both kinds stay the caller's.</summary>
    public void Dispose() { }

    private static Batch Join(Batch samples, Batch inputs)
    {
        inputs.Condition?.Dispose();
        return new Batch(samples.Samples, samples.Condition, inputs.Samples).MoveToOuterDisposeScope();
    }

    private Tensor Around(Tensor indices)
    {
        Check.Indices(indices, this);
        return indices.remainder(b.Count);
    }
}
