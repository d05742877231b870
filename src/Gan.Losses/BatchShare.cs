using System.ComponentModel;

namespace Gan.Losses;

/// <summary>
/// Which rows of a batch a term of an objective sees, where several processes have a part each. The library's terms
/// then draw random numbers for the whole batch and take those of their rows, so that the number of processes changes
/// no number.
/// </summary>
public static class BatchShare
{
    [ThreadStatic]
    private static Rows? current;

    /// <summary>Until the result is disposed, terms on this thread draw for a part of a batch.</summary>
    /// <param name="first">Where the part begins in the batch, from 0.</param>
    /// <param name="count">Rows of the part. At least 1.</param>
    /// <param name="whole">Rows of the batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie in the batch.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IDisposable Use(long first, long count, long whole)
    {
        Argument.AtLeast(1, count);
        Argument.AtLeast(first + count, whole);
        Argument.Within(0, whole - count, first);
        var before = current;
        current = new Rows(first, count, whole);
        return new Restoration(before);
    }

    /// <summary>What is drawn by rows, for the rows of this part.</summary>
    /// <param name="shape">Of what is wanted. Several numbers of rows stand for as many copies of the batch, and a
    /// whole part of them for packs.</param>
    /// <param name="draw">Draws a tensor of a shape.</param>
    internal static Tensor Draw(long[] shape, Func<long[], Tensor> draw)
    {
        if (current is not { } rows || shape.Length == 0)
        {
            return draw(shape);
        }
        var (first, count, whole) = (rows.First, rows.Count, rows.Whole);
        if (shape[0] > 0 && count % shape[0] == 0)
        {
            var pack = count / shape[0];
            first /= pack;
            count /= pack;
            whole /= pack;
        }
        if (shape[0] % count != 0)
        {
            return draw(shape);
        }
        long[] sample = shape[1..];
        var copies = shape[0] / count;
        using var scope = NewDisposeScope();
        var all = draw([copies * whole, .. sample]).view([copies, whole, .. sample]);
        return all.narrow(1, first, count).reshape(shape).MoveToOuterDisposeScope();
    }

    private sealed record Rows(long First, long Count, long Whole);

    private sealed class Restoration(Rows? before) : IDisposable
    {
        public void Dispose() => current = before;
    }
}
