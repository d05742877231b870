using System.Globalization;
using System.Text;

namespace Gan.Data;

/// <summary>Names of files and their labels from CSV as RFC 4180 has it: fields may be quoted, and a quote within is doubled.</summary>
internal static class LabelFile
{
    /// <summary>Name (forward slashes) → label, in the order of the file.</summary>
    /// <exception cref="DataFormatException">A line has fewer fields than needed, a quote does not close, or a file has two labels.</exception>
    public static Dictionary<string, string> Read(string path)
    {
        List<(int Line, List<string> Fields)> rows = Parse(path, File.ReadAllText(path, Encoding.UTF8));
        int file = 0, label = 1;
        if (rows.Count > 0)
        {
            List<string> head = [.. rows[0].Fields.Select(f => f.Trim().ToLowerInvariant())];
            if (head.Contains("file") && head.Contains("label"))
            {
                (file, label) = (head.IndexOf("file"), head.IndexOf("label"));
                rows.RemoveAt(0);
            }
        }

        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((int line, List<string> fields) in rows)
        {
            if (fields.Count <= Math.Max(file, label))
            {
                throw new DataFormatException(
                    path, $"at least {Math.Max(file, label) + 1} fields in line {line}, a file and its label", $"{fields.Count}", "Write one line for each image, such as cats/1.jpg,cat.");
            }

            string name = fields[file].Trim().Replace('\\', '/');
            name = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
            string value = fields[label].Trim();
            if (!labels.TryAdd(name, value) && labels[name] != value)
            {
                throw new DataFormatException(path, "one label for each file", $"\"{labels[name]}\" and, in line {line}, \"{value}\" for {name}", "Leave only one of the lines.");
            }
        }

        return labels;
    }

    /// <summary>Classes in their order: by number where all labels are whole numbers, else ordinal.</summary>
    public static List<string> Classes(IEnumerable<string> labels)
    {
        List<string> distinct = [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return distinct.All(l => long.TryParse(l, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? [.. distinct.OrderBy(l => long.Parse(l, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))]
            : distinct;
    }

    private static List<(int Line, List<string> Fields)> Parse(string path, string text)
    {
        var rows = new List<(int, List<string>)>();
        var fields = new List<string>();
        var field = new StringBuilder();
        int line = 1, started = 1;
        bool quoted = false;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : '\n';
            line += c == '\n' ? 1 : 0;
            if (quoted && i < text.Length)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append(text[i++]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (quoted)
            {
                throw new DataFormatException(path, "a closing quote", $"the end of the file within the quotes of line {started}", "Close the quotes.");
            }
            else if (c == '"' && string.IsNullOrWhiteSpace(field.ToString()))
            {
                quoted = true;
                field.Clear();
            }
            else if (c is ',' or '\n')
            {
                fields.Add(field.ToString());
                field.Clear();
                if (c == '\n')
                {
                    if (fields.Any(f => !string.IsNullOrWhiteSpace(f)))
                    {
                        rows.Add((started, fields));
                    }

                    fields = [];
                    started = line;
                }
            }
            else if (c != '\r')
            {
                field.Append(c);
            }
        }

        return rows;
    }
}
