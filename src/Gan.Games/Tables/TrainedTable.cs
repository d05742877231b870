using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>A generator of a table's rows, ready for use, with the encoding that leads back to cells.</summary>
public sealed class TrainedTable : IDisposable
{
    private readonly TableSampler sampler;
    private long draws;
    private bool disposed;

    private TrainedTable(TrainedGan gan, TableEncoding encoding, PrivacySpent? privacy)
    {
        Gan = gan;
        Encoding = encoding;
        Privacy = privacy;
        sampler = new TableSampler(gan, encoding);
    }

    /// <summary>The generator behind it.</summary>
    public TrainedGan Gan { get; }

    /// <summary>How samples become rows.</summary>
    public TableEncoding Encoding { get; }

    /// <summary>The (ε, δ) of the training; null where it promised none.</summary>
    public PrivacySpent? Privacy { get; }

    /// <summary>Names of the columns, in the order of a row's cells.</summary>
    public IReadOnlyList<string> Columns => [.. Encoding.Columns.Select(column => column.Name)];

    /// <summary>Training steps behind it.</summary>
    public long Step => Gan.Step;

    /// <summary>A table's generator of a generator and an encoding.</summary>
    /// <param name="gan">Makes samples of the encoding's width, and reads its conditions; it belongs to the
    /// result.</param>
    /// <param name="encoding">How samples become rows.</param>
    /// <exception cref="ArgumentException">The two do not fit each other.</exception>
    public static TrainedTable Of(TrainedGan gan, TableEncoding encoding) => Of(gan, encoding, privacy: null);

    internal static TrainedTable Of(TrainedGan gan, TableEncoding encoding, PrivacySpent? privacy)
    {
        ArgumentNullException.ThrowIfNull(gan);
        ArgumentNullException.ThrowIfNull(encoding);
        return Misfit(gan, encoding) is { } misfit
            ? throw new ArgumentException(misfit, nameof(encoding))
            : new TrainedTable(gan, encoding, privacy);
    }

    private static string? Misfit(TrainedGan gan, TableEncoding encoding)
    {
        if (!gan.SampleShape.SequenceEqual([(long)encoding.Width]))
        {
            return $"The generator makes samples of shape {ShapeText.Of(gan.SampleShape)}, but those of the "
                + $"table have [{encoding.Width}].";
        }
        if (encoding.Classes is not null)
        {
            return "The table has a label, which is no part of its samples.";
        }
        if (gan.Condition.IsNone)
        {
            return null;
        }
        if (encoding.Columns.OfType<CategoricalColumn>().FirstOrDefault(column => column.Counts is null) is { } bare)
        {
            return $"The column '{bare.Name}' does not say how many rows have each category.";
        }
        var size = new TableConditions(encoding).Size;
        var width = gan.Condition.Width;
        return gan.Condition.IsNumbers && width == size
            ? null
            : $"The generator is asked by {width} numbers or classes, but the table has {size} categories.";
    }

    /// <summary>New rows, each with a cell for each of <see cref="Columns"/>.</summary>
    /// <param name="rows">How many. At least 1.</param>
    /// <param name="where">What all of them must be; null draws categories as often as the table has them. Rows that
    /// are otherwise are drawn again.</param>
    /// <param name="seed">Equal seeds give equal rows; null draws new ones at each call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is out of range.</exception>
    /// <exception cref="ArgumentException">There is no such column or category; lists those there are.</exception>
    /// <exception cref="InvalidOperationException">Hardly any row that was drawn is as it must be.</exception>
    /// <exception cref="ObjectDisposedException">The generator was disposed.</exception>
    public IReadOnlyList<IReadOnlyList<string>> Sample(long rows, TableCondition? where = null, long? seed = null)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Argument.Within(1, Array.MaxLength / Encoding.Width, rows);
        var start = seed ?? (Interlocked.Increment(ref draws) ^ 0x7AB1_5EED);
        using var scope = NewDisposeScope();
        return Encoding.Decode(sampler.Draw(rows, where, start));
    }

    /// <summary>Writes new rows as a CSV file with the table's columns; an existing file is replaced.</summary>
    /// <param name="path">Where to; its folder must exist.</param>
    /// <param name="rows">How many. At least 1.</param>
    /// <param name="where">As for <see cref="Sample"/>.</param>
    /// <param name="seed">As for <see cref="Sample"/>.</param>
    /// <inheritdoc cref="Sample"/>
    public void WriteCsv(string path, long rows, TableCondition? where = null, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        Encoding.WriteCsv(path, Sample(rows, where, seed));
    }

    /// <summary>Writes weights, architecture and encoding to one safetensors file.</summary>
    /// <exception cref="IOException">The file cannot be written; an older one is left whole.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using var scope = NewDisposeScope();
        var metadata = TableFile.Metadata(Gan.Plan, Encoding, Gan.DataSet, Step, Privacy);
        Safetensors.Save(path, Gan.Generator.state_dict(), Gan.WithLatentRule(metadata));
    }

    /// <summary>Loads what <see cref="Save"/> wrote, or the generator of a checkpoint. Runs no code from the
    /// file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where to sample. Default: the CPU.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of another version or kind; says what was expected
    /// and found.</exception>
    public static TrainedTable Load(string path, Device? device = null)
    {
        var (encoding, privacy) = TableFile.Read(path);
        var gan = TrainedGan.Load(path, device);
        if (Misfit(gan, encoding) is { } misfit)
        {
            gan.Dispose();
            throw new InvalidDataException($"'{path}' holds no generator of a table that can be loaded: {misfit}");
        }
        return new TrainedTable(gan, encoding, privacy);
    }

    /// <summary>The same with the device by name: "cpu", "cuda" or "cuda:1".</summary>
    /// <inheritdoc cref="Load(string, Device?)"/>
    /// <exception cref="ArgumentException">There is no such kind of device.</exception>
    public static TrainedTable Load(string path, string device) => Load(path, DeviceName.Parse(device));

    /// <summary>What it makes and how long it was trained.</summary>
    public override string ToString() =>
        $"Generator of {Step} steps: rows of {string.Join(", ", Columns.Select(name => $"'{name}'"))}";

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        Gan.Dispose();
    }
}
