using System.Text.Json;

namespace Gan.Serving.Study;

/// <summary>An answer as a line of the file.</summary>
/// <param name="Participant">Who gave it.</param>
/// <param name="Item">The question.</param>
/// <param name="Kind">The set of the picture, or of the one on the left: first or second.</param>
/// <param name="Chosen">The set that it was taken for, or whose picture was chosen.</param>
/// <param name="Milliseconds">From the sight of the pictures to the answer.</param>
internal sealed record StudyAnswer(string Participant, string Item, string Kind, string Chosen, long Milliseconds)
{
    /// <summary>Who may answer a question once.</summary>
    public (string Participant, string Item) Key => (Participant, Item);

    public void Write(Utf8JsonWriter json, DateTimeOffset time)
    {
        json.WriteStartObject();
        json.WriteString("participant", Participant);
        json.WriteString("item", Item);
        json.WriteString("kind", Kind);
        json.WriteString("chosen", Chosen);
        json.WriteNumber("milliseconds", Milliseconds);
        json.WriteString("time", time);
        json.WriteEndObject();
    }

    /// <exception cref="FormatException">It is no line of an answer.</exception>
    public static StudyAnswer Read(JsonElement line)
    {
        static string Set(string text) =>
            text is StudyTrial.First or StudyTrial.Second ? text : throw new FormatException();
        try
        {
            return new(
                line.GetProperty("participant").GetString()!,
                line.GetProperty("item").GetString()!,
                Set(line.GetProperty("kind").GetString()!),
                Set(line.GetProperty("chosen").GetString()!),
                line.GetProperty("milliseconds").GetInt64()
            );
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("It is no answer.", fault);
        }
    }
}
