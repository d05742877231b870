using Gan.Data;

namespace Gan.Games;

/// <summary>The heads of a generator that makes samples of a table.</summary>
internal static class TableHeads
{
    internal static IReadOnlyList<CtganHead> Of(TableEncoding encoding) =>
        [.. encoding.Spans.Select(span => new CtganHead(span.Width, Kind(span.Kind)))];

    /// <summary>The same head where no condition asks for it.</summary>
    internal static CtganHeadKind Unasked(CtganHeadKind kind) =>
        kind == CtganHeadKind.AskedCode ? CtganHeadKind.Code : kind;

    private static CtganHeadKind Kind(TableSpanKind kind) =>
        kind switch
        {
            TableSpanKind.Number => CtganHeadKind.Number,
            TableSpanKind.Mode => CtganHeadKind.Code,
            _ => CtganHeadKind.AskedCode,
        };

    /// <summary>What such a generator cannot make, each with its remedy.</summary>
    internal static IEnumerable<Problem> Problems(TableEncoding encoding)
    {
        const string Remedy = "Read the table with TableOptions.ForCtgan.";
        foreach (var column in encoding.Columns)
        {
            switch (column)
            {
                case LabelColumn:
                    yield return new(
                        $"The column '{column.Name}' is a label, which is no part of a row that CTGAN makes.",
                        "State it as Categorical: each category can be asked for."
                    );
                    break;
                case NumericColumn { Scaling: NumericScaling.Standard }:
                    yield return new(
                        $"The numbers of '{column.Name}' are scaled by their deviation, but CTGAN makes numbers in "
                            + "[-1, 1].",
                        Remedy
                    );
                    break;
                case CategoricalColumn { OneHot: not OneHotCode.ZeroAndOne }:
                    yield return new(
                        $"The categories of '{column.Name}' are codes of -1 and 1, but CTGAN makes codes of 0 and 1.",
                        Remedy
                    );
                    break;
            }
        }
    }
}
