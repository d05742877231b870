namespace Gan.Data;

/// <summary>A file's content is not what it should be. The message names
/// the file, what was expected, what was found and what to do.</summary>
public sealed class DataFormatException : Exception
{
    /// <summary>Makes the exception; its message is composed of the parts.</summary>
    /// <param name="file">Path or name of the file.</param>
    /// <param name="expected">What a good file has, as a noun phrase.</param>
    /// <param name="found">What this file has, as a noun phrase.</param>
    /// <param name="remedy">What to do about it, as a full sentence.</param>
    /// <param name="inner">The cause, if another exception told it.</param>
    public DataFormatException(string file, string expected, string found, string remedy, Exception? inner = null)
        : base($"{file}: expected {expected}, but found {found}. {remedy}", inner)
    {
        File = file;
        Expected = expected;
        Found = found;
        Remedy = remedy;
    }

    /// <summary>Path or name of the file.</summary>
    public string File { get; }

    /// <summary>What a good file has.</summary>
    public string Expected { get; }

    /// <summary>What this file has.</summary>
    public string Found { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
