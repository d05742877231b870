namespace Gan;

/// <summary>
/// A module with buffers that a moving average of its weights copies as they are. What is a running mean already would
/// be averaged twice otherwise, and a constant would come to the average late.
/// </summary>
public interface ICopiedBuffers
{
    /// <summary>Names of these buffers in the module.</summary>
    IReadOnlyList<string> CopiedBuffers { get; }
}
