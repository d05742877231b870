namespace Gan.Serving;

/// <summary>A request that is not answered with samples: a status of HTTP and one sentence for who asked.</summary>
internal sealed class Refusal(int status, string sentence) : Exception(sentence)
{
    private const int MostQuoted = 60;

    public int Status { get; } = status;

    /// <summary>What was asked for cannot be.</summary>
    public static Refusal Bad(string sentence) => new(400, sentence);

    /// <summary>There is no such thing.</summary>
    public static Refusal Missing(string sentence) => new(404, sentence);

    /// <summary>Text of a client's own, short enough to be said again, without controls.</summary>
    public static string Quoted(string? text)
    {
        var plain = new string([
            .. (text ?? "").Take(MostQuoted).Where(c => !char.IsControl(c) && !char.IsSurrogate(c)),
        ]);
        return text?.Length > MostQuoted ? $"{plain}…" : plain;
    }
}
