using System.Text.RegularExpressions;

namespace Gan;

/// <summary>
/// Numbers in stored settings. Until version 0.1 they stood there as the machine's culture wrote them:
/// "LearningRate = 0,0002". Later ones are the same everywhere.
/// </summary>
internal static partial class StoredNumbers
{
    // Both always stand there, with a fraction in almost any optimiser's text.
    private static readonly string[] Optimizers = ["generatorOptimizer", "discriminatorOptimizer"];

    /// <summary>Whether an earlier version has stored the settings under another culture than the invariant
    /// one.</summary>
    internal static bool AreCultural(IReadOnlyDictionary<string, string> settings) =>
        Optimizers.Any(name => settings.TryGetValue(name, out var text) && Invariant(text) != text);

    /// <summary>
    /// A setting's text with its numbers as the invariant culture writes them. A number is one that is a record's
    /// member as a whole: a comma in a list or in a name stays what it is.
    /// </summary>
    internal static string Invariant(string text) =>
        Number()
            .Replace(
                text,
                number =>
                    Sign(number.Groups["sign"].Value)
                    + number.Groups["whole"].Value
                    + (number.Groups["fraction"] is { Success: true, Value: var digits } ? $".{digits}" : "")
                    + (
                        number.Groups["power"] is { Success: true, Value: var power }
                            ? $"E{Sign(number.Groups["powerSign"].Value)}{power}"
                            : ""
                    )
            );

    // Some cultures have a mark of the direction of writing before a sign, and the minus of mathematics.
    private static string Sign(string sign) => sign.TrimStart('\u200e', '\u200f', '\u061c').Replace('\u2212', '-');

    [GeneratedRegex(
        @"(?<== )(?<sign>[\u200e\u200f\u061c]?[-\u2212])?(?<whole>[0-9]+)([.,\u066b](?<fraction>[0-9]+))?"
            + @"(E(?<powerSign>[\u200e\u200f\u061c]?[-+\u2212])?(?<power>[0-9]+))?(?=, \w+ = | \})",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Number();
}
