namespace Gan.Data;

/// <summary>What was decided about lines, counted, in a sentence each.</summary>
internal sealed class TextNotes(TextLines lines)
{
    private readonly List<long> longer = [];
    private readonly List<long> unknown = [];
    private readonly SortedSet<string> tokens = new(StringComparer.Ordinal);
    private string becameOfLonger = "";
    private string becameOfUnknown = "";

    public void Long(TextLines.Line line, LongTexts became, int most)
    {
        longer.Add(line.Number);
        becameOfLonger = $"of more than {most} tokens were {(became == LongTexts.Cut ? "cut" : "left out")}";
    }

    public void Unknown(TextLines.Line line, string token, bool isLeftOut)
    {
        unknown.Add(line.Number);
        tokens.Add(token);
        becameOfUnknown = isLeftOut ? "were left out" : "have a mark in their place";
    }

    public IReadOnlyList<string> All()
    {
        var notes = new List<string>();
        if (lines.Empty > 0)
        {
            notes.Add($"{lines.Empty} empty {lines.Noun}s were left out.");
        }

        if (longer.Count > 0)
        {
            notes.Add($"{longer.Count} {lines.Noun}s {becameOfLonger}, the first is {lines.Noun} {longer[0]}.");
        }

        if (unknown.Count > 0)
        {
            const int Shown = 10;
            var some = string.Join(", ", tokens.Take(Shown).Select(token => $"'{token}'"));
            var rest = tokens.Count > Shown ? $" and {tokens.Count - Shown} more" : "";
            var where = $"{unknown.Distinct().Count()} {lines.Noun}s, the first is {lines.Noun} {unknown[0]}";
            notes.Add($"{tokens.Count} unknown tokens {becameOfUnknown}, in {where}: {some}{rest}.");
        }

        return notes;
    }
}
