using System.Text;

namespace Gan.Data;

/// <summary>What a token of a text is.</summary>
public enum TokenKind
{
    /// <summary>What people see as one character, accents and joined emoji included.</summary>
    Characters,

    /// <summary>What stands between white space.</summary>
    Words,
}

/// <summary>What becomes of a text that is longer than the longest that is wanted.</summary>
public enum LongTexts
{
    /// <summary>An error that names the line.</summary>
    Error,

    /// <summary>Its first tokens are taken, and it has no end mark.</summary>
    Cut,

    /// <summary>It is left out.</summary>
    LeaveOut,
}

/// <summary>What becomes of a token that the vocabulary lacks.</summary>
public enum UnknownTokens
{
    /// <summary>An error that names line and column.</summary>
    Error,

    /// <summary>One mark stands for all of them.</summary>
    Mark,

    /// <summary>The text is left out.</summary>
    LeaveOut,
}

/// <summary>How lines of a file become texts of tokens.</summary>
public sealed record TextOptions
{
    /// <summary>The longest text that can be asked for, in tokens.</summary>
    public const int LongestText = 1000;

    /// <summary>What a token is. Default characters.</summary>
    public TokenKind Kind { get; init; } = TokenKind.Characters;

    /// <summary>Tokens of the longest text, from 1 to 1,000. Null (the default) takes the longest one of the
    /// file.</summary>
    public int? MaxLength { get; init; }

    /// <summary>What becomes of longer ones. Default an error.</summary>
    public LongTexts LongTexts { get; init; } = LongTexts.Error;

    /// <summary>How often a token must occur to be part of a vocabulary that is learnt. At least 1, the default; rarer
    /// ones are unknown.</summary>
    public int LeastCount { get; init; } = 1;

    /// <summary>What becomes of unknown tokens. Default an error.</summary>
    public UnknownTokens Unknown { get; init; } = UnknownTokens.Error;

    /// <summary>Encoding of a file without a byte order mark. Default UTF-8.</summary>
    public Encoding Encoding { get; init; } = Encoding.UTF8;

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.Of(
            nameof(TextOptions),
            Bounds.Named(Kind),
            MaxLength is { } most ? Bounds.Within(1, LongestText, most, nameof(MaxLength)) : null,
            Bounds.Named(LongTexts),
            Bounds.AtLeast(1, LeastCount),
            Bounds.Named(Unknown),
            Bounds.Must(Encoding is not null, "be an encoding", "null", nameof(Encoding))
        );
}
