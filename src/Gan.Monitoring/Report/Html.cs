using System.Net;
using System.Text.RegularExpressions;

namespace Gan.Monitoring;

/// <summary>Text into HTML. Everything that comes from outside passes through here: names of data sets, labels and
/// settings may hold anything.</summary>
internal static partial class Html
{
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>Calls of the builder in a sentence stand out.</summary>
    public static string Advice(string text) => Calls().Replace(Text(text), "<code>$0</code>");

    public static string Row(string name, string html) =>
        $"<tr><th scope=\"row\">{Text(name)}</th><td>{html}</td></tr>\n";

    /// <summary>A record's text, <c>Name { A = 1, B = 2 }</c>, as its name and its properties.</summary>
    public static string Record(string text)
    {
        var open = text.IndexOf(" { ", StringComparison.Ordinal);
        var close = text.LastIndexOf(" }", StringComparison.Ordinal);
        if (open <= 0 || close <= open + 2)
        {
            return Text(text.Replace(" { }", "", StringComparison.Ordinal)); // a record without properties
        }
        var properties = Pairs(Split(text[(open + 3)..close]).Select(Property));
        return $"{Text(text[..open])}<br>{properties}{Text(text[(close + 2)..])}";
    }

    private static (string Name, string Value) Property(string text) =>
        text.Split(" = ", 2) is [var name, var value] ? (name, value) : (text, "");

    /// <summary>Names with their values, beside each other.</summary>
    public static string Pairs(IEnumerable<(string Name, string Value)> pairs) =>
        string.Join(" ", pairs.Select(pair => Pair(pair.Name, pair.Value)));

    private static string Pair(string name, string value) =>
        value.Length > 0 ? $"<span>{Text(name)} <b>{Text(value)}</b></span>" : $"<span>{Text(name)}</span>";

    /// <summary>camelCase as words.</summary>
    public static string Words(string name)
    {
        var words = Humps().Replace(name, " $0").ToLowerInvariant();
        return words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    // Commas inside of nested records and of lists do not separate.
    private static IEnumerable<string> Split(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '[' or '(')
            {
                depth++;
            }
            if (text[i] is '}' or ']' or ')')
            {
                depth--;
            }
            if (depth <= 0 && text.AsSpan(i).StartsWith(", "))
            {
                yield return text[start..i];
                start = i + 2;
            }
        }
        yield return text[start..];
    }

    [GeneratedRegex(@"\.(With|Add)\w+\((?:[^()]|\([^()]*\))*\)")]
    private static partial Regex Calls();

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex Humps();
}
