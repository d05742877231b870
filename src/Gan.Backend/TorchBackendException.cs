namespace Gan;

/// <summary>libtorch is missing, is for another system, does
/// not load, or lacks the device that was asked for.</summary>
/// <remarks>The message is one sentence with the command that mends it.</remarks>
public sealed class TorchBackendException : InvalidOperationException
{
    /// <summary>Wraps a sentence for the user.</summary>
    /// <param name="message">What is wrong and the remedy.</param>
    /// <param name="inner">What the system's loader said, in full.</param>
    public TorchBackendException(string message, Exception? inner = null)
        : base(message, inner) { }
}
