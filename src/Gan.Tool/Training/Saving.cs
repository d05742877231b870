namespace Gan.Tool.Training;

/// <summary>Nothing that was learnt is lost: where the results cannot be written, the generator goes where temporary
/// files do.</summary>
internal static class Saving
{
    /// <summary>Trains and writes the results into a folder.</summary>
    /// <exception cref="IOException">Something could not be written; says where what was learnt is.</exception>
    public static void Run(Learner learner, string folder, long samples, CancellationToken cancellation)
    {
        var trainer = learner.Trainer;
        var start = trainer.Step;
        try
        {
            learner.Run(folder, samples, cancellation);
        }
        catch (Exception problem) when (trainer.Step > start && GanTool.IsForUsers(problem))
        {
            throw new IOException($"{problem.Message.TrimEnd('.')}. {Elsewhere(learner, folder)}", problem);
        }
        if (trainer.Context.ObserverFailures is { Count: > 0 } failures)
        {
            throw new IOException(
                $"{string.Join(" ", failures.Select(failure => failure.ToString()))} The other results are in {folder}."
            );
        }
    }

    private static string Elsewhere(Learner learner, string folder)
    {
        Func<string>[] places = [() => folder, () => Directory.CreateTempSubdirectory("gan-").FullName];
        foreach (var place in places)
        {
            try
            {
                var path = Path.Combine(place(), RunFolder.Generator);
                learner.SaveSnapshot(path);
                return $"What was learnt in {learner.Trainer.Step} steps is in {path}.";
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // the other place, then
            }
        }
        return "What was learnt could not be saved.";
    }
}
