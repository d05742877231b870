namespace Gan.Serving.Study;

/// <summary>A question: one picture, or two side by side.</summary>
/// <param name="Pictures">Their numbers that the browser knows, from left to right.</param>
/// <param name="Kind">Which set the picture is of, or the one on the left: first or second.</param>
internal sealed record StudyTrial(IReadOnlyList<string> Pictures, string Kind)
{
    public const string First = "first";
    public const string Second = "second";

    /// <summary>What an answer names.</summary>
    public string Item => string.Join('-', Pictures);
}
