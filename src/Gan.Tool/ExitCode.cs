namespace Gan.Tool;

/// <summary>What a command ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It was understood, and failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the settings are wrong; nothing was done.</summary>
    public const int Misused = 2;

    /// <summary>Ended by a signal, such as Ctrl-C; what was learnt is saved.</summary>
    public const int Interrupted = 130;
}
