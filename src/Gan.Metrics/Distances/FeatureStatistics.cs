using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// Mean and covariance of features that arrive in batches, in float64: equal to those of all
/// rows at once, whatever the batches. Batches are merged as in Chan, Golub and LeVeque,
/// "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances" (1979), which
/// loses no digits where the mean is large. Memory: one [D, D] matrix, 34 MB at D = 2,048.
/// </summary>
public sealed class FeatureStatistics : IDisposable
{
    private Tensor? mean;
    private Tensor? scatter;
    private Tensor? root;

    /// <summary>Rows added.</summary>
    public long Count { get; private set; }

    /// <summary>Width D of the features; 0 before the first batch.</summary>
    public long Size => mean?.shape[0] ?? 0;

    /// <summary>Statistics of one set of features.</summary>
    /// <param name="features">[N, D].</param>
    /// <exception cref="ArgumentException">These are not finite features [N, D].</exception>
    public static FeatureStatistics Of(Tensor features)
    {
        var statistics = new FeatureStatistics();
        statistics.Add(features);
        return statistics;
    }

    /// <summary>Takes in a batch.</summary>
    /// <param name="features">[n, D] with n ≥ 1, of any floating type and device.</param>
    /// <exception cref="ArgumentException">These are not finite
    /// features [n, D] of the width of those before.</exception>
    public void Add(Tensor features)
    {
        using var _ = NewDisposeScope();
        var rows = FeatureRows.Of(features, nameof(features), 1);
        if (mean is not null && rows.shape[1] != Size)
        {
            throw new ArgumentException(
                $"features must have the width of those before, {Size}, but have {rows.shape[1]}.",
                nameof(features)
            );
        }
        root?.Dispose();
        root = null;
        var count = rows.shape[0];
        var batchMean = rows.mean([0L]);
        var centred = rows.sub(batchMean);
        var batchScatter = centred.mT.mm(centred);
        if (mean is null || scatter is null)
        {
            mean = batchMean.DetachFromDisposeScope();
            scatter = batchScatter.DetachFromDisposeScope();
        }
        else
        {
            var total = (double)(Count + count);
            var shift = batchMean.sub(mean);
            scatter.add_(batchScatter).add_(shift.outer(shift), Count * (count / total));
            mean.add_(shift, count / total);
        }
        Count += count;
    }

    /// <summary>Mean [D], float64 on the CPU; the caller owns it.</summary>
    /// <exception cref="InvalidOperationException">No rows were added.</exception>
    public Tensor Mean() => AtLeast(1, mean).clone();

    /// <summary>Covariance [D, D] with divisor N − 1, float64 on the CPU; the caller owns it.</summary>
    /// <exception cref="InvalidOperationException">Fewer than 2 rows were added.</exception>
    public Tensor Covariance() => AtLeast(2, scatter).div(Count - 1);

    /// <summary>What is made of the covariance once, until rows are added: a decomposition costs more than all else of
    /// a distance. It stays this object's.</summary>
    internal Tensor Root(Func<Tensor, Tensor> make)
    {
        if (root is not null)
        {
            return root;
        }
        using var _ = NewDisposeScope();
        root = make(Covariance()).DetachFromDisposeScope();
        return root;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        root?.Dispose();
        mean?.Dispose();
        scatter?.Dispose();
    }

    private Tensor AtLeast(long rows, Tensor? value) =>
        value is not null && Count >= rows
            ? value
            : throw new InvalidOperationException(
                $"At least {rows} rows of features are needed, but {Count} were added."
            );
}
