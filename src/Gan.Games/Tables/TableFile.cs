using Gan.Data;

namespace Gan.Games;

/// <summary>What a file of a table's generator holds beside that of a <see cref="TrainedGan"/>: the encoding.</summary>
internal static class TableFile
{
    private const string Encoding = "table.encoding";

    internal static Dictionary<string, string> Metadata(
        NetworkPlan plan,
        TableEncoding encoding,
        string dataSet,
        long step
    ) => new(plan.ToMetadata(dataSet, step)) { [Encoding] = encoding.ToJson() };

    /// <exception cref="InvalidDataException">The file is not that of a table's generator.</exception>
    internal static TableEncoding Read(string path)
    {
        TableEncoding? encoding = null;
        Safetensors.Read(path, (_, metadata) => encoding = Parse(path, metadata));
        return encoding!;
    }

    private static TableEncoding Parse(string path, Dictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(Encoding, out var json))
        {
            throw new InvalidDataException(
                $"'{path}' holds no generator of a table that can be loaded: its metadata lacks '{Encoding}'; it was "
                    + "not saved by TrainedTable.Save."
            );
        }
        try
        {
            return TableEncoding.FromJson(json, path);
        }
        catch (DataFormatException wrong)
        {
            throw new InvalidDataException(
                $"'{path}' holds no generator of a table that can be loaded: {wrong.Message}",
                wrong
            );
        }
    }
}
