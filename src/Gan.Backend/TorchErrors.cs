using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Gan;

/// <summary>
/// Errors of libtorch in a length that people read. Its messages carry a C++ stack trace of some twenty lines behind
/// the first, which says all: what it is about is kept in the exception's <see cref="Exception.Data"/>.
/// </summary>
public static class TorchErrors
{
    /// <summary>The key of <see cref="Exception.Data"/> under which the whole message stands.</summary>
    public const string WholeMessage = "libtorch";

    private const string TraceStart = "\nException raised from ";
    private const string Frame = "\nframe #"; // a failed allocation's trace follows without the words above
    private const string ScriptFailed = "The following operation failed in the TorchScript interpreter.";
    private const string ScriptError = "\nRuntimeError: ";

    /// <summary>What an error says, without a C++ stack trace: its first line where libtorch wrote it.</summary>
    /// <param name="failure">Any exception.</param>
    public static string Text(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return HasTrace(failure) ? FirstLine(failure.Message) : failure.Message;
    }

    /// <summary>
    /// The same error without a C++ stack trace in its message, of the same kind and with its .NET stack trace; the
    /// exception itself where there is none to leave out.
    /// </summary>
    /// <param name="failure">Any exception.</param>
    public static Exception WithoutTrace(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (!HasTrace(failure))
        {
            return failure;
        }
        var plain = new ExternalException(FirstLine(failure.Message), failure.HResult);
        plain.Data[WholeMessage] = failure.Message;
        return failure.StackTrace is { } place ? ExceptionDispatchInfo.SetRemoteStackTrace(plain, place) : plain;
    }

    /// <summary>Calls a function, whose errors of libtorch come without a C++ stack trace in their messages.</summary>
    /// <param name="function">What is called.</param>
    public static T Guard<T>(Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        try
        {
            return function();
        }
        catch (ExternalException failure) when (HasTrace(failure))
        {
            throw WithoutTrace(failure);
        }
    }

    private static bool HasTrace(Exception failure) =>
        failure is ExternalException
        && (
            failure.Message.Contains(TraceStart, StringComparison.Ordinal)
            || failure.Message.Contains(Frame, StringComparison.Ordinal)
            || failure.Message.StartsWith(ScriptFailed, StringComparison.Ordinal)
        );

    // TorchScript puts its own trace first, and what went wrong last.
    private static string FirstLine(string message)
    {
        var error = message.StartsWith(ScriptFailed, StringComparison.Ordinal)
            ? message.LastIndexOf(ScriptError, StringComparison.Ordinal)
            : -1;
        var start = error < 0 ? 0 : error + ScriptError.Length;
        var end = message.IndexOf('\n', start);
        return (end < 0 ? message[start..] : message[start..end]).Trim();
    }
}
