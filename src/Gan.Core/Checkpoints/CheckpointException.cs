namespace Gan;

/// <summary>A checkpoint cannot be written, or not be used: says which file, why, and what to do.</summary>
/// <param name="message">The sentence.</param>
/// <param name="path">The file or folder.</param>
/// <param name="inner">What lies behind it.</param>
public sealed class CheckpointException(string message, string path, Exception? inner = null)
    : IOException(message, inner)
{
    /// <summary>The file or folder that the message is about.</summary>
    public string Path { get; } = path;
}
