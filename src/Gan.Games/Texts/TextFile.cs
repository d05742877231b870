using Gan.Data;

namespace Gan.Games;

/// <summary>What a file of a writer holds beside that of a <see cref="TrainedGan"/>: the vocabulary.</summary>
internal static class TextFile
{
    private const string Vocabulary = "text.vocabulary";

    internal static Dictionary<string, string> Metadata(
        NetworkPlan plan,
        Vocabulary vocabulary,
        string dataSet,
        long step
    ) => new(plan.ToMetadata(dataSet, step)) { [Vocabulary] = vocabulary.ToJson() };

    /// <exception cref="InvalidDataException">The file is not that of a writer.</exception>
    internal static Vocabulary Read(string path)
    {
        Vocabulary? vocabulary = null;
        Safetensors.Read(path, (_, metadata) => vocabulary = Parse(path, metadata));
        return vocabulary!;
    }

    internal static InvalidDataException Wrong(string path, string found, Exception? cause = null) =>
        new($"'{path}' holds no writer of texts that can be loaded: {found}", cause);

    private static Vocabulary Parse(string path, Dictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(Vocabulary, out var json))
        {
            throw Wrong(path, $"its metadata lacks '{Vocabulary}'; it was not saved by TrainedText.Save.");
        }
        try
        {
            return Data.Vocabulary.FromJson(json, path);
        }
        catch (DataFormatException wrong)
        {
            throw Wrong(path, wrong.Message, wrong);
        }
    }
}
