using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// A table in training by sampling (CTGAN, Xu et al. 2019, section 4.3): for each row of a batch of a
/// <see cref="BatchStream"/> a condition is drawn, and then one of the rows that fulfil it. So rare categories are met
/// as often as <see cref="Frequency"/> says. Without categorical columns batches are those of any data set.
/// </summary>
/// <remarks>Read by indices, each row comes with a condition that it fulfils. Holds no native memory.</remarks>
public sealed class SampledTable : IDataset
{
    // What a row read by its index is asked by is the same in every run.
    private const ulong ConditionSeed = 0x7AB1E;

    private readonly float[] samples;
    private readonly int width;
    private readonly int[] places; // of each asked column's first number in a sample
    private readonly int[][][] rows; // by column and category

    internal SampledTable(float[] samples, TableEncoding encoding, string name, ConditionFrequency frequency)
    {
        this.samples = samples;
        Name = name;
        Frequency = Argument.Must(Enum.IsDefined(frequency), "be Log or True", frequency);
        width = encoding.Width;
        Spans = encoding.Spans;
        Conditions = new TableConditions(encoding);
        places = [.. Spans.Where(span => span.Kind == TableSpanKind.Category).Select(span => span.Start)];
        rows = [.. Conditions.Columns.Select((column, i) => RowsOf(column, places[i]))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Unit => "rows";

    /// <inheritdoc/>
    public long Count => samples.Length / width;

    /// <inheritdoc/>
    public IReadOnlyList<long> SampleShape => [width];

    /// <summary>Vectors over all categories; none for a table without categorical columns.</summary>
    public ConditionSpec Condition => Conditions.Size > 0 ? ConditionSpec.Vectors(Conditions.Size) : ConditionSpec.None;

    /// <inheritdoc/>
    public IReadOnlyList<TableSpan> Spans { get; }

    /// <summary>What its rows can be asked by.</summary>
    public TableConditions Conditions { get; }

    /// <summary>How often training meets each category.</summary>
    public ConditionFrequency Frequency { get; }

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        Check.Indices(indices, this);
        using var dense = indices.contiguous();
        var chosen = MemoryMarshal.Cast<byte, long>(dense.bytes).ToArray();
        if (Conditions.Size == 0)
        {
            return Gather(chosen, null, device);
        }

        var asked = new float[chosen.Length * Conditions.Size];
        for (var i = 0; i < chosen.Length; i++)
        {
            var stream = SplitMix64.For(ConditionSeed, chosen[i]);
            var column = (int)stream.Below((ulong)places.Length);
            var category = CategoryOf(chosen[i], column);
            asked[(i * Conditions.Size) + Conditions.Place(column, category)] = 1;
        }

        return Gather(chosen, asked, device);
    }

    /// <summary>Conditions drawn for this place, and rows that fulfil them; the indices say only how many.</summary>
    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device, BatchPlace place)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (Conditions.Size == 0)
        {
            return Read(indices, device);
        }

        Check.Indices(indices, this);
        var chosen = new long[indices.shape[0]];
        var asked = new float[chosen.Length * Conditions.Size];
        var stream = SplitMix64.For(place.Seed, 0);
        for (var i = -place.First; i < chosen.Length; i++)
        {
            var (column, category) = Conditions.Draw(ref stream, Frequency);
            var matching = rows[column][category];
            var row = matching[(int)stream.Below((ulong)matching.Length)];
            if (i < 0)
            {
                continue; // another process reads it
            }
            chosen[i] = row;
            asked[(i * Conditions.Size) + Conditions.Place(column, category)] = 1;
        }

        return Gather(chosen, asked, device);
    }

    /// <summary>Frees nothing: all is managed memory.</summary>
    public void Dispose() { }

    private Batch Gather(long[] chosen, float[]? asked, Device device)
    {
        var numbers = new float[chosen.Length * width];
        for (var i = 0; i < chosen.Length; i++)
        {
            samples.AsSpan((int)chosen[i] * width, width).CopyTo(numbers.AsSpan(i * width, width));
        }

        using var scope = NewDisposeScope();
        var real = TensorBytes.Copy<float>(numbers, ScalarType.Float32, chosen.Length, width).to(device);
        Tensor? condition = asked is null
            ? null
            : TensorBytes.Copy<float>(asked, ScalarType.Float32, chosen.Length, Conditions.Size).to(device);
        return new Batch(real, condition).MoveToOuterDisposeScope();
    }

    private int CategoryOf(long row, int column) =>
        CodeNumbers.Largest(
            samples.AsSpan(((int)row * width) + places[column], Conditions.Columns[column].Categories.Count)
        );

    private int[][] RowsOf(CategoricalColumn column, int place)
    {
        var found = column.Categories.Select(_ => new List<int>()).ToArray();
        for (var row = 0; row < Count; row++)
        {
            var code = samples.AsSpan((row * width) + place, column.Categories.Count);
            found[CodeNumbers.Largest(code)].Add(row);
        }

        return [.. found.Select(list => list.ToArray())];
    }
}
