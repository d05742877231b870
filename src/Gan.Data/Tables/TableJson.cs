using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gan.Data;

/// <summary>A table's encoding as JSON.</summary>
internal static class TableJson
{
    private const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // trimmed and file-based programs have none by default
    };

    [DynamicDependency(Members, typeof(TableEncoding))]
    [DynamicDependency(Members, typeof(NumericColumn))]
    [DynamicDependency(Members, typeof(ModesColumn))]
    [DynamicDependency(Members, typeof(NumberMode))]
    [DynamicDependency(Members, typeof(CategoricalColumn))]
    [DynamicDependency(Members, typeof(LabelColumn))]
    static TableJson() { }

    public static string Write(TableEncoding encoding) => JsonSerializer.Serialize(encoding, Json);

    /// <param name="json">What <see cref="Write"/> wrote.</param>
    /// <param name="source">Where it is from, for messages.</param>
    /// <exception cref="DataFormatException">It is no such JSON, or what it says cannot be.</exception>
    public static TableEncoding Read(string json, string source)
    {
        const string Remedy = "Write it again with TableEncoding.Save.";
        TableEncoding? encoding;
        try
        {
            encoding = JsonSerializer.Deserialize<TableEncoding>(json, Json);
        }
        catch (Exception wrong)
            when (wrong is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            throw new DataFormatException(
                source,
                "the JSON of a table's encoding",
                wrong.Message.TrimEnd('.'),
                Remedy,
                wrong
            );
        }

        return Problem(encoding) is { } problem
            ? throw new DataFormatException(source, "an encoding of at least one column", problem, Remedy)
            : encoding!;
    }

    // What JSON of the right form can still say wrong.
    private static string? Problem(TableEncoding? encoding)
    {
        if (encoding is not { Columns: { } columns, MissingMarks: not null })
        {
            return "none";
        }

        if (columns.Any(column => column?.Name is null))
        {
            return "none";
        }

        if (columns.FirstOrDefault(column => column.Problem is not null) is { } bad)
        {
            return $"{bad.Problem} in column '{bad.Name}'";
        }

        var names = columns.DistinctBy(column => column.Name).Count();
        if (names < columns.Count || columns.OfType<LabelColumn>().Count() > 1)
        {
            return "a column twice";
        }

        if (TableOptions.BadNumbers(encoding.DecimalSeparator, encoding.ThousandsSeparator) is not null)
        {
            return $"'{encoding.DecimalSeparator}' before fractions with '{encoding.ThousandsSeparator}' for groups";
        }

        return encoding.Width == 0 ? "no column of samples" : null;
    }
}
