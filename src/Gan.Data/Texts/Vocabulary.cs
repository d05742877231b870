using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gan.Data;

/// <summary>
/// The tokens that texts are made of, numbered from 0: first the end mark, which also fills up shorter texts, then the
/// tokens, then the mark of unknown ones. A file of a trained writer holds it.
/// </summary>
public sealed record Vocabulary
{
    /// <summary>What stands in a text for a token that is not known.</summary>
    public const string UnknownText = "\uFFFD";

    private IReadOnlyDictionary<string, long>? numbers;

    /// <summary>A vocabulary whose properties say what it is.</summary>
    public Vocabulary() { }

    // The numbers that were looked up are not those of a changed copy.
    [SetsRequiredMembers]
    private Vocabulary(Vocabulary other)
    {
        Kind = other.Kind;
        Tokens = other.Tokens;
        HasEnd = other.HasEnd;
        HasUnknown = other.HasUnknown;
    }

    /// <summary>What a token is.</summary>
    public required TokenKind Kind { get; init; }

    /// <summary>The tokens, each once, in the order of their numbers.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>Whether number 0 is the end mark. Without one, all texts have one length. Default true.</summary>
    public bool HasEnd { get; init; } = true;

    /// <summary>Whether the last number stands for all tokens that are not known. Default false.</summary>
    public bool HasUnknown { get; init; }

    /// <summary>How many numbers there are, marks included.</summary>
    public long Size => Tokens.Count + (HasEnd ? 1 : 0) + (HasUnknown ? 1 : 0);

    /// <summary>Number of the end mark; null without one.</summary>
    public long? End => HasEnd ? 0 : null;

    /// <summary>Number of the mark of unknown tokens; null without one.</summary>
    public long? Unknown => HasUnknown ? Size - 1 : null;

    /// <summary>The vocabulary of texts that are numbers from 0 already and all have one length.</summary>
    /// <param name="size">How many numbers. From 2 to 1,000,000.</param>
    public static Vocabulary OfNumbers(int size) =>
        new()
        {
            Kind = TokenKind.Words,
            Tokens =
            [
                .. Enumerable
                    .Range(0, Argument.Within(2, VocabularyJson.MaxTokens, size))
                    .Select(number => number.ToString(CultureInfo.InvariantCulture)),
            ],
            HasEnd = false,
        };

    /// <summary>Number of a token; that of the unknown mark for one that is not known; null where there is no such
    /// mark.</summary>
    public long? NumberOf(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        numbers ??= Numbers();
        return numbers.TryGetValue(token, out var number) ? number : Unknown;
    }

    private Dictionary<string, long> Numbers()
    {
        var first = HasEnd ? 1L : 0L;
        return Tokens.Index().ToDictionary(each => each.Item, each => first + each.Index, StringComparer.Ordinal);
    }

    /// <summary>The numbers of a text's tokens, without an end mark.</summary>
    /// <param name="text">The text; accents are put together with their letters first.</param>
    /// <exception cref="ArgumentException">A token is not known, and no mark stands for such; names it.</exception>
    public long[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = Tokenizer.Split(ComposedText.Of(text.Trim()), Kind);
        return
        [
            .. tokens.Select(token =>
                NumberOf(token.Text)
                ?? throw new ArgumentException(
                    $"The vocabulary lacks '{token.Text}', column {token.Column} of '{text}'.",
                    nameof(text)
                )
            ),
        ];
    }

    /// <summary>The text of tokens up to the first end mark: words with a space between them, characters as they
    /// are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is none of the vocabulary's.</exception>
    public string Decode(IEnumerable<long> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var texts = tokens.TakeWhile(number => number != End).Select(TextOf);
        return string.Join(Kind == TokenKind.Words ? " " : "", texts);
    }

    private string TextOf(long number)
    {
        Argument.Within(0, Size - 1, number);
        var first = HasEnd ? 1 : 0;
        return number == Unknown ? UnknownText : Tokens[(int)number - first];
    }

    /// <summary>The vocabulary as JSON.</summary>
    public string ToJson() => VocabularyJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="source">Where it is from, for messages.</param>
    /// <exception cref="DataFormatException">It is no such JSON, or what it says cannot be.</exception>
    public static Vocabulary FromJson(string json, string source)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(source);
        return VocabularyJson.Read(json, source);
    }

    /// <inheritdoc/>
    public bool Equals(Vocabulary? other) =>
        other is not null
        && Kind == other.Kind
        && HasEnd == other.HasEnd
        && HasUnknown == other.HasUnknown
        && Tokens.SequenceEqual(other.Tokens, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, HasEnd, HasUnknown, Tokens.Count);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Tokens.Count} {(Kind == TokenKind.Words ? "words" : "characters")}{(HasEnd ? ", an end mark" : "")}"
        + (HasUnknown ? ", a mark of unknown ones" : "");
}
