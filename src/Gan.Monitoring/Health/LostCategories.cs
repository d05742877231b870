using Gan.Data;
using TorchSharp;
using static System.FormattableString;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>
/// Which categories of a table the samples lack. Looks add up: a category is missed when so many of it should have come
/// since it was last seen that chance does not explain it.
/// </summary>
internal sealed class LostCategories
{
    // Of so many that should have come, none comes by chance once in 160,000 times: e^−12.
    private const double Enough = 12;

    private readonly List<Category> categories;

    private LostCategories(List<Category> categories) => this.categories = categories;

    /// <summary>The categories of the rows whose conditions the samples of a look are asked by; null where the data
    /// have none that are known.</summary>
    /// <param name="data">The table.</param>
    /// <param name="count">Samples of a look.</param>
    public static LostCategories? Of(IDataset data, int count)
    {
        if (data.IsHidden || count == 0 || data.Spans.All(span => span.Kind != TableSpanKind.Category))
        {
            return null;
        }
        using var scope = NewDisposeScope();
        var real = data.Read(arange(Math.Min(count, data.Count)), CPU).Samples;
        var categories = new List<Category>();
        foreach (var span in data.Spans.Where(span => span.Kind == TableSpanKind.Category))
        {
            var shares = Counts(real, span).Select(times => times / (double)real.size(0)).ToArray();
            var words = ((CategoricalColumn)span.Column).Categories;
            categories.AddRange(words.Select((word, i) => new Category(span, i, word, shares[i])));
        }
        return new LostCategories(categories);
    }

    /// <summary>Looks at samples [N, F] of the table's rows.</summary>
    public Symptom Look(Tensor samples)
    {
        using var scope = NewDisposeScope();
        foreach (var column in categories.GroupBy(category => category.Span))
        {
            var counts = Counts(samples, column.Key);
            foreach (var category in column)
            {
                category.Missed = counts[category.Place] > 0 ? 0 : category.Missed + (category.Share * samples.size(0));
            }
        }
        var worst = categories.MaxBy(category => category.Missed)!;
        var (name, word, missed) = (worst.Span.Column.Name, worst.Word, worst.Missed);
        return new(
            HealthKind.LostCategory,
            missed >= Enough,
            missed < Enough,
            since =>
                Invariant($"The rows have lacked the category '{word}' of '{name}' since step {since}: ")
                + Invariant($"some {missed:0} should have come since one was last seen.")
        );
    }

    private static long[] Counts(Tensor samples, TableSpan span) =>
        samples.narrow(1, span.Start, span.Width).argmax(1).cpu().bincount(null, span.Width).data<long>().ToArray();

    private sealed class Category(TableSpan span, int place, string word, double share)
    {
        internal TableSpan Span => span;

        internal int Place => place;

        internal string Word => word;

        internal double Share => share;

        internal double Missed { get; set; }
    }
}
