namespace Gan.Samples;

/// <summary>What a user can mend, such as a folder that cannot be written, ends a sample with one sentence and status
/// 1. Anything else keeps its trace.</summary>
internal static class Failures
{
    public static void SayInOneSentence() =>
        AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
        {
            if (failure.ExceptionObject is not Exception problem || !IsForUsers(problem))
            {
                return;
            }
            var remedy = problem is IOException or UnauthorizedAccessException
                ? $" Start it in a folder that can be written and has room: results go to {Path.GetFullPath("out")}."
                : "";
            Console.Error.WriteLine(problem.Message.TrimEnd('.') + "." + remedy);
            Environment.Exit(1);
        };

    // By name, because the sample by hand knows nothing of the trainer.
    private static bool IsForUsers(Exception problem) =>
        problem is IOException or UnauthorizedAccessException
        || problem.GetType().Name is "GanConfigurationException" or "DataFormatException" or "NonFiniteException";
}
