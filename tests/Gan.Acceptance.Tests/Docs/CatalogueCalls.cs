using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Changes of a builder, each with its own source text, which is what docs/catalogue.md shows.</summary>
internal sealed partial class CatalogueCalls : IEnumerable<Func<GanBuilder, GanBuilder>>
{
    private readonly Dictionary<string, Func<GanBuilder, GanBuilder>> changes = [];

    /// <summary>The source of each change, as <see cref="Plain"/> gives it.</summary>
    public IEnumerable<string> Sources => changes.Keys;

    public void Add(
        Func<GanBuilder, GanBuilder> change,
        [CallerArgumentExpression(nameof(change))] string source = ""
    ) => changes.Add(Plain(source), change);

    /// <summary>The change whose source is the call, however its lines are broken; null where there is none.</summary>
    public Func<GanBuilder, GanBuilder>? Find(string call) => changes.GetValueOrDefault(Plain(call));

    /// <summary>A call without the parameter, white space and the commas that a formatter adds at the end.</summary>
    public static string Plain(string source)
    {
        var call = Blank().Replace(source, "");
        var body = call.StartsWith("gan=>gan", StringComparison.Ordinal) ? call["gan=>gan".Length..] : call;
        return LastComma().Replace(body, "");
    }

    /// <summary>The code in the first cell of each row whose table says that it has calls there.</summary>
    public static IEnumerable<string> OfPage()
    {
        var inTable = false;
        foreach (var line in File.ReadLines(Path.Combine(PackageFeed.Repository, "docs", "catalogue.md")))
        {
            inTable = line.StartsWith("| call |", StringComparison.Ordinal) || (inTable && line.StartsWith('|'));
            if (inTable && FirstCell().Match(line) is { Success: true } cell)
            {
                yield return cell.Groups[1].Value;
            }
        }
    }

    public IEnumerator<Func<GanBuilder, GanBuilder>> GetEnumerator() => changes.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@",(?=[)}\]])")]
    private static partial Regex LastComma();

    [GeneratedRegex(@"^\| `([^`]+)` \|")]
    private static partial Regex FirstCell();
}
