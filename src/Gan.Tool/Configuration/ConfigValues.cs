using System.Globalization;
using System.Text.Json.Nodes;

namespace Gan.Tool.Configuration;

/// <summary>Reads single values by the type that is asked for.</summary>
internal static class ConfigValues
{
    private static readonly string[] Truths = ["true", "yes", "on"];
    private static readonly string[] Untruths = ["false", "no", "off"];

    /// <summary>Whether values of a type are written as one word.</summary>
    public static bool Takes(Type type) =>
        type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(decimal);

    /// <summary>What a type is called in a message.</summary>
    public static string Name(Type type)
    {
        if (type.IsEnum)
        {
            return $"one of {string.Join(", ", Names(type))}";
        }
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "true or false",
            TypeCode.Char => "one character",
            TypeCode.String => "text",
            TypeCode.Double or TypeCode.Single or TypeCode.Decimal => "a number",
            TypeCode.UInt64 or TypeCode.UInt32 or TypeCode.UInt16 or TypeCode.Byte => "a whole number of at least 0",
            _ => "a whole number",
        };
    }

    /// <summary>The value; null for text that means none of that type.</summary>
    public static JsonValue? Read(ConfigScalar scalar, Type type)
    {
        var text = scalar.Text;
        if (type.IsEnum)
        {
            return Member(text, type);
        }
        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => JsonValue.Create(text),
            TypeCode.Char => text.Length == 1 ? JsonValue.Create(text) : null,
            TypeCode.Boolean => Truth(text),
            TypeCode.Double or TypeCode.Single or TypeCode.Decimal => Number(text),
            _ => Whole(text, type),
        };
    }

    private static JsonValue? Truth(string text)
    {
        var word = text.ToLowerInvariant();
        if (Truths.Contains(word))
        {
            return JsonValue.Create(true);
        }
        return Untruths.Contains(word) ? JsonValue.Create(false) : null;
    }

    private static JsonValue? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? JsonValue.Create(number)
            : null;

    // 1e4 and 10_000 are whole numbers, too.
    private static JsonValue? Whole(string text, Type type)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var style = NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;
        if (!decimal.TryParse(digits, style, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }
        try
        {
            var value = (IConvertible)System.Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
            if (number != decimal.Truncate(number))
            {
                return null;
            }
            return type == typeof(ulong)
                ? JsonValue.Create(value.ToUInt64(CultureInfo.InvariantCulture))
                : JsonValue.Create(value.ToInt64(CultureInfo.InvariantCulture));
        }
        catch (OverflowException)
        {
            return null; // which the caller says, with the type
        }
    }

    // Several of an enumeration of flags stand beside each other: "color, translation".
    private static JsonValue? Member(string text, Type type)
    {
        var words = text.Split(',', StringSplitOptions.TrimEntries);
        var isWord = words.All(word => Names(type).Contains(word, StringComparer.OrdinalIgnoreCase));
        return isWord && Enum.TryParse(type, text, ignoreCase: true, out var value)
            ? JsonValue.Create(Spelt(value.ToString()!))
            : null;
    }

    private static IEnumerable<string> Names(Type type) => Enum.GetNames(type).Select(Spelt);

    private static string Spelt(string names) =>
        string.Join(", ", names.Split(", ").Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName));
}
