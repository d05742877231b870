using System.Security.Cryptography;
using System.Text.Json;

namespace Gan.Serving.Study;

/// <summary>The first line of a file of answers.</summary>
internal sealed record AnswerHead(StudyMode Mode, byte[] Secret)
{
    private const int Version = 1;
    private const int SecretBytes = 32;

    public static AnswerHead New(StudyMode mode) => new(mode, RandomNumberGenerator.GetBytes(SecretBytes));

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("gan.study", Version);
        json.WriteString("mode", Mode.ToString());
        json.WriteBase64String("secret", Secret);
        json.WriteEndObject();
    }

    /// <exception cref="FormatException">It is none.</exception>
    public static AnswerHead Read(JsonElement line)
    {
        try
        {
            return
                line.GetProperty("gan.study").GetInt32() == Version
                && Enum.TryParse<StudyMode>(line.GetProperty("mode").GetString(), out var mode)
                ? new(mode, line.GetProperty("secret").GetBytesFromBase64())
                : throw new FormatException("It is of another version.");
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("It is no head of a study.", fault);
        }
    }
}
