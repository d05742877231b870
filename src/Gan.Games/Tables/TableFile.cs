using Gan.Data;

namespace Gan.Games;

/// <summary>What a file of a table's generator holds beside that of a <see cref="TrainedGan"/>: the encoding.</summary>
internal static class TableFile
{
    private const string Encoding = "table.encoding";
    private const string Privacy = "table.privacy";

    internal static Dictionary<string, string> Metadata(
        NetworkPlan plan,
        TableEncoding encoding,
        string dataSet,
        long step,
        PrivacySpent? privacy = null
    )
    {
        var metadata = new Dictionary<string, string>(plan.ToMetadata(dataSet, step))
        {
            [Encoding] = encoding.ToJson(),
        };
        if (privacy is not null)
        {
            metadata[Privacy] = privacy.ToText();
        }
        return metadata;
    }

    /// <exception cref="InvalidDataException">The file is not that of a table's generator.</exception>
    internal static (TableEncoding Encoding, PrivacySpent? Privacy) Read(string path)
    {
        TableEncoding? encoding = null;
        PrivacySpent? privacy = null;
        Safetensors.Read(
            path,
            (_, metadata) =>
            {
                encoding = Parse(path, metadata);
                privacy = metadata.TryGetValue(Privacy, out var text) ? Spent(path, text) : null;
            }
        );
        return (encoding!, privacy);
    }

    private static PrivacySpent Spent(string path, string text) =>
        PrivacySpent.Parse(text)
        ?? throw new InvalidDataException(
            $"'{path}' holds no generator of a table that can be loaded: '{text}' is no account of "
                + "differential privacy."
        );

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
