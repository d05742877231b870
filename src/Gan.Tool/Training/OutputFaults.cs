namespace Gan.Tool.Training;

/// <summary>What keeps a result from being written ends a command before it begins.</summary>
internal static class OutputFaults
{
    /// <summary>Throws where there is a problem.</summary>
    public static void ThrowAsFault(this Problem? problem)
    {
        if (problem is not null)
        {
            throw new IOException(problem.ToString());
        }
    }

    /// <summary>The same where it matters.</summary>
    public static void ThrowAsFaultIf(this Problem? problem, bool matters) => (matters ? problem : null).ThrowAsFault();
}
