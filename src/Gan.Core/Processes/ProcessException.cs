namespace Gan;

/// <summary>The processes of a training do not go together any more: one is missing, or has other weights.</summary>
public sealed class ProcessException : Exception
{
    /// <summary>Says what happened.</summary>
    /// <param name="message">What was expected, what was found, and what to do.</param>
    /// <param name="cause">What it comes of; null where there is no exception.</param>
    public ProcessException(string message, Exception? cause = null)
        : base(message, cause) { }
}
