using System.Globalization;
using System.Text;

namespace Gan.Data;

/// <summary>Splits texts into tokens.</summary>
internal static class Tokenizer
{
    /// <param name="Text">The token.</param>
    /// <param name="Column">Number of its first character in the text, from 1.</param>
    internal readonly record struct Token(string Text, int Column);

    public static List<Token> Split(string text, TokenKind kind) =>
        kind == TokenKind.Words ? Words(text) : Characters(text);

    private static List<Token> Characters(string text)
    {
        var found = new List<Token>(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            // A letter of ASCII stands alone unless an accent follows it.
            var isAlone = Ascii.IsValid(text[at]) && (at + 1 == text.Length || Ascii.IsValid(text[at + 1]));
            var length = isAlone ? 1 : StringInfo.GetNextTextElementLength(text, at);
            found.Add(new Token(text.Substring(at, length), found.Count + 1));
            at += length;
        }

        return found;
    }

    private static List<Token> Words(string text)
    {
        var found = new List<Token>();
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && !char.IsWhiteSpace(text[at]))
            {
                continue;
            }

            if (at > start)
            {
                found.Add(new Token(text[start..at], start + 1));
            }

            start = at + 1;
        }

        return found;
    }
}
