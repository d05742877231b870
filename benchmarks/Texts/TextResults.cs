using System.Text.Json;
using System.Text.Json.Serialization;

/// <summary>All results, in a file for each part: a run takes the place of an earlier one of its name and
/// seed.</summary>
internal sealed record TextResults(List<OracleRun> Oracle, List<WordsRun> Words)
{
    private const string OracleFile = "texts-oracle.json";
    private const string WordsFile = "texts-words.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    internal static TextResults Load(string folder) =>
        new(Read<OracleRun>(folder, OracleFile), Read<WordsRun>(folder, WordsFile));

    internal void Add(OracleRun run)
    {
        Oracle.RemoveAll(old => (old.Name, old.Seed) == (run.Name, run.Seed));
        Oracle.Add(run);
    }

    internal void Add(WordsRun run)
    {
        Words.RemoveAll(old => (old.Name, old.Seed) == (run.Name, run.Seed));
        Words.Add(run);
    }

    /// <summary>Writes the results of a part, and the page of both.</summary>
    internal void Save(string folder, bool ofWords)
    {
        Directory.CreateDirectory(folder);
        var (name, text) = ofWords
            ? (WordsFile, JsonSerializer.Serialize(Words, Json))
            : (OracleFile, JsonSerializer.Serialize(Oracle, Json));
        File.WriteAllText(Path.Combine(folder, name), text + "\n");
        TextsPage.Write(folder, this);
    }

    private static List<T> Read<T>(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? JsonSerializer.Deserialize<List<T>>(File.ReadAllText(path), Json)! : [];
    }
}
