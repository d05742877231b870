using System.Text;

namespace Gan.Data;

/// <summary>Names of files and their labels from a CSV file.</summary>
internal static class LabelFile
{
    private static readonly string[] FileNames = ["file", "filename", "file_name", "image", "path"];
    private static readonly string[] LabelNames = ["label", "class", "category"];

    /// <summary>Name (forward slashes) → label, in the order of the file.</summary>
    /// <exception cref="DataFormatException">No table of at least
    /// two columns, no UTF-8, or a file has two labels.</exception>
    public static Dictionary<string, string> Read(string path)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var rows = CsvRows.Read(path, separator: null, hasHeader: false, utf8);
        if (rows.Names.Length < 2)
        {
            throw new DataFormatException(
                path,
                "at least 2 columns, files and their labels",
                "1",
                "Write one line for each image, such as cats/1.jpg,cat."
            );
        }

        var head = Array.ConvertAll(rows.Rows[0].Cells, name => name.ToLowerInvariant());
        var file = Array.FindIndex(head, FileNames.Contains);
        var label = Array.FindIndex(head, LabelNames.Contains);
        var hasNames = file >= 0 && label >= 0;
        if (!hasNames)
        {
            file = 0;
            label = 1;
        }

        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows.Rows.Skip(hasNames ? 1 : 0))
        {
            var name = row.Cells[file].Replace('\\', '/');
            name = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
            if (!labels.TryAdd(name, row.Cells[label]) && labels[name] != row.Cells[label])
            {
                throw new DataFormatException(
                    path,
                    "one label for each file",
                    $"\"{labels[name]}\" and, in line {row.Line}, \"{row.Cells[label]}\" for {name}",
                    "Leave only one of the lines."
                );
            }
        }

        return labels;
    }
}
