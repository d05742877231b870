using System.Globalization;

namespace Gan.Data;

/// <summary>How a table writes numbers, whatever the culture of the program.</summary>
/// <param name="Decimal">What stands before the fraction: a point or a comma.</param>
/// <param name="Thousands">What stands between groups of digits; null for nothing.</param>
internal readonly record struct NumberFormat(char Decimal, char? Thousands)
{
    // Spreadsheets write the spaces that break no line; a typed apostrophe is straight.
    private const string Spaces = " \u00A0\u2009\u202F";
    private const string Apostrophes = "'\u2019";

    /// <summary>What may stand before the fraction.</summary>
    public const string Decimals = ".,";

    /// <summary>What may stand between groups of digits, without the kinds of spaces and apostrophes.</summary>
    public const string Groupings = ",. '";

    private static readonly NumberFormat[] Usual =
    [
        new('.', null),
        new(',', null),
        new('.', ','),
        new(',', '.'),
        new('.', ' '),
        new(',', ' '),
        new('.', '\''),
        new(',', '\''),
    ];

    /// <summary>A point and no groups, as programs write numbers.</summary>
    public static NumberFormat Point => new('.', null);

    /// <summary>Reads a finite number.</summary>
    public bool TryRead(string cell, out double number)
    {
        number = 0;
        return Invariant(cell) is { } text
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    /// <summary>The number with a point and without groups; null where the cell has marks of another format. Other
    /// characters are left to the parser.</summary>
    public string? Invariant(string cell)
    {
        var text = Thousands is null ? cell : WithoutGroups(cell);
        if (text is null || Decimal == '.')
        {
            return text;
        }

        return text.Contains('.', StringComparison.Ordinal) ? null : text.Replace(Decimal, '.');
    }

    /// <summary>The shortest text that reads back as the number; with so many digits behind the point, if stated, never
    /// with an exponent.</summary>
    public string Write(double number, int? decimals)
    {
        var rounded = decimals is { } digits ? Math.Round(number, digits) : number;
        rounded += 0.0; // takes the sign from a negative zero
        var text = rounded.ToString(CultureInfo.InvariantCulture);
        if (decimals is { } places && text.Contains('E', StringComparison.Ordinal))
        {
            text = rounded.ToString($"F{places}", CultureInfo.InvariantCulture);
            text = places > 0 ? text.TrimEnd('0').TrimEnd('.') : text;
        }

        return text.Replace('.', Decimal);
    }

    /// <summary>Whether a cell is a number in any usual notation, also an infinite one.</summary>
    public static bool LooksLikeNumber(string cell)
    {
        var text = Western(cell.Trim());
        return IsInfinite(text) || Array.Exists(Usual, format => format.TryRead(text, out _));
    }

    /// <summary>Whether a cell is a number with a percent sign or a currency.</summary>
    public static bool LooksLikeQuantity(string cell)
    {
        var bare = new string([.. cell.Where(character => !IsUnit(character))]);
        return bare.Length < cell.Length && LooksLikeNumber(bare);
    }

    private static bool IsUnit(char character) =>
        character is '%' or '\u2030' || char.GetUnicodeCategory(character) == UnicodeCategory.CurrencySymbol;

    // Too large for a double, or the word.
    private static bool IsInfinite(string text)
    {
        var word = text.TrimStart('+', '-');
        return word is "\u221E"
            || word.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || word.Equals("infinity", StringComparison.OrdinalIgnoreCase)
            || (
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsInfinity(number)
            );
    }

    /// <summary>Digits of other scripts and the minus of typesetters as ASCII.</summary>
    private static string Western(string cell)
    {
        if (System.Text.Ascii.IsValid(cell))
        {
            return cell;
        }

        return string.Create(
            cell.Length,
            cell,
            static (text, source) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    text[i] = source[i] switch
                    {
                        '\u2212' => '-',
                        '\u066B' => '.', // Arabic decimal separator
                        '\u066C' => ',', // Arabic thousands separator
                        var digit when char.IsDigit(digit) => (char)('0' + (int)char.GetNumericValue(digit)),
                        var other => other,
                    };
                }
            }
        );
    }

    private bool IsThousands(char character) =>
        Thousands switch
        {
            ' ' => Spaces.Contains(character, StringComparison.Ordinal),
            '\'' => Apostrophes.Contains(character, StringComparison.Ordinal),
            _ => character == Thousands,
        };

    // Groups are of three digits, in India of two before the last: "1,23" is none, so it is no number here.
    private string? WithoutGroups(string cell)
    {
        var text = cell.Trim();
        var start = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var end = text.AsSpan().IndexOfAny(Decimal, 'e', 'E');
        end = end < 0 ? text.Length : end;
        if (!text.Any(IsThousands))
        {
            return text;
        }

        var digits = new System.Text.StringBuilder(text[..start], text.Length);
        var group = 0;
        var groups = 0;
        for (var i = start; i < end; i++)
        {
            if (!IsThousands(text[i]))
            {
                digits.Append(text[i]);
                group++;
                continue;
            }

            var isGroup = groups == 0 ? group is >= 1 and <= 3 && text[start] != '0' : group is 2 or 3;
            if (!isGroup)
            {
                return null;
            }

            group = 0;
            groups++;
        }

        var rest = text[end..];
        var isWhole = groups > 0 && group == 3 && !rest.Any(IsThousands) && IsDigits(digits, start);
        return isWhole ? digits.Append(rest).ToString() : null;
    }

    private static bool IsDigits(System.Text.StringBuilder text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
