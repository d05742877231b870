using System.Globalization;
using System.Text;
using Gan;

namespace System.Runtime.CompilerServices;

/// <summary>
/// Every <c>$"…"</c> of the libraries prints numbers, dates and records the same in every culture: messages, file names
/// and stored text are compared, read again and searched for. The compiler takes the type of this name in the
/// compilation before the one of .NET, which formats in the current culture. Compiled into each room.
/// </summary>
[InterpolatedStringHandler]
internal ref struct DefaultInterpolatedStringHandler
{
    private readonly StringBuilder text;
    private StringBuilder.AppendInterpolatedStringHandler numbers;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        text = new StringBuilder(literalLength + 8 * formattedCount);
        numbers = new(literalLength, formattedCount, text, CultureInfo.InvariantCulture);
    }

    public readonly void AppendLiteral(string value) => text.Append(value);

    public readonly void AppendFormatted(string? value) => text.Append(value);

    public readonly void AppendFormatted(ReadOnlySpan<char> value) => text.Append(value);

    public void AppendFormatted<T>(T value)
    {
        if (value is IFormattable and not Enum) // an enum without a name is a number, in whatever culture is asked for
        {
            numbers.AppendFormatted(value);
        }
        else
        {
            text.Append(InvariantText.Of(value));
        }
    }

    public void AppendFormatted<T>(T value, string? format) => numbers.AppendFormatted(value, format);

    public void AppendFormatted<T>(T value, int alignment) => numbers.AppendFormatted(value, alignment);

    public void AppendFormatted<T>(T value, int alignment, string? format) =>
        numbers.AppendFormatted(value, alignment, format);

    public readonly string ToStringAndClear() => text.ToString();
}
