namespace Gan;

/// <summary>What several processes can share: what the parts of a batch can, and batch normalisation, which is
/// computed over all of them.</summary>
internal static class ProcessRules
{
    /// <summary>What stands against so many processes.</summary>
    internal static IEnumerable<Problem> Check(IGame game, GameSetup setup, int count)
    {
        var training = setup.Settings.Training;
        if (training.BatchSize % count != 0)
        {
            return
            [
                new Problem(
                    $"A batch of {training.BatchSize} samples cannot be shared by {count} processes alike.",
                    $"Take a batch size that {count} divides, such as {(training.BatchSize / count + 1) * count}."
                ),
            ];
        }
        var each = training.BatchSize / count;
        if (training.MicroBatch is { } part && part < each && each % part != 0)
        {
            return
            [
                new Problem(
                    $"Each of {count} processes has {each} samples of a batch, which cannot be split into parts of "
                        + $"MicroBatch {part}.",
                    $"Take a MicroBatch that divides {each}."
                ),
            ];
        }
        var split = setup.Settings with { Training = training with { MicroBatch = each } };
        var problems = MicroBatchRules.Check(split).ToList();
        if (problems.Count == 0)
        {
            problems.AddRange(MicroBatchRules.Refused(game, new GameSetup(split, setup.Device)));
        }
        return problems.Select(OfProcesses);
    }

    private static Problem OfProcesses(Problem problem) =>
        problem with
        {
            What = problem.What.Replace("MicroBatch", "several processes", StringComparison.Ordinal),
            Remedy = problem.Remedy.Replace("MicroBatch", "the processes", StringComparison.Ordinal),
        };
}
