using System.Globalization;
using System.Text;
using Gan;

/// <summary>The tables as a page.</summary>
internal static class Page
{
    internal static string Save(
        string path,
        IReadOnlyList<(string Title, IReadOnlyList<Row> Rows)> tables,
        int threads,
        string machine
    )
    {
        var text = new StringBuilder("# Where the time of a step goes\n");
        var kernels = LayerKernels.Current is null
            ? "the program has no kernels: both columns are libtorch's"
            : "without the kernels → with them";
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            Written by `benchmarks/run.sh profile`: each layer alone on what it gets in its network, milliseconds,
            {kernels}, threads: {threads}. Backwards is the gradient of the input and of the weights;
            "all in one pass" asks for that of the weights alone.
            {machine}

            """
        );
        foreach (var (title, rows) in tables)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n## {title}\n| layer and its input | forwards | backwards | gain |\n|---|---|---|---|\n"
            );
            foreach (var row in rows)
            {
                text.Append(Line(row));
            }
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, text.ToString());
        return text.ToString();
    }

    private static string Line(Row row)
    {
        var gain = (row.ForwardOff + row.BackwardOff) / (row.ForwardOn + row.BackwardOn);
        var backward = row.BackwardOff > 0 ? Pair(row.BackwardOff, row.BackwardOn) : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Part} | {Pair(row.ForwardOff, row.ForwardOn)} | {backward} | {gain:0.00} |\n"
        );
    }

    private static string Pair(double off, double on) => FormattableString.Invariant($"{off:0.00} → {on:0.00}");
}
