using Gan.Data;

namespace Gan.Games;

/// <summary>The course of a table's training. The defaults are those of CTGAN (Xu et al. 2019, section 4.4).</summary>
public sealed record TableGanOptions
{
    /// <summary>How often as many rows are read as the table has. At least 1. Default 300.</summary>
    public int Epochs { get; init; } = 300;

    /// <summary>Rows of a step. At least 10, in tens, for packs of ten. A smaller table has smaller batches. Default
    /// 500.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>How often training meets each category.</summary>
    public ConditionFrequency Frequency { get; init; } = ConditionFrequency.Log;

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Bounds.AtLeast(1, Epochs),
            Bounds.AtLeast(10, BatchSize),
            Bounds.Must(BatchSize % 10 == 0, "be a multiple of 10", BatchSize),
            Bounds.Must(Enum.IsDefined(Frequency), "be Log or True", Frequency)
        );

    /// <summary>Rows of a batch of a table that has so many.</summary>
    internal int BatchOf(long rows) => rows >= BatchSize ? BatchSize : (int)Math.Max(10, rows / 10 * 10);

    /// <summary>Steps of a training.</summary>
    internal TrainingOptions Training(long rows)
    {
        var batch = BatchOf(rows);
        return new TrainingOptions { BatchSize = batch, Steps = Epochs * Math.Max(1, rows / batch) };
    }
}
