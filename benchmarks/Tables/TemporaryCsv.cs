using Gan.Data;

/// <summary>Reads lines as a table.</summary>
internal static class TemporaryCsv
{
    internal static CsvTable Load(IEnumerable<string> lines, TableOptions options)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, lines);
            return CsvTable.Load(path, options);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
