using Gan.Tool.Commands;
using Gan.Tool.Configuration;

namespace Gan.Tool;

/// <summary>The quick start of the repository: <c>gan train</c> with the settings of a first training.</summary>
public static class QuickStart
{
    /// <summary>Trains as the words say. What a user can mend ends it with one sentence and status 1.</summary>
    /// <param name="words">The options of <c>gan train</c>.</param>
    /// <param name="settings">Where nothing is said: settings by their paths, such as "training.steps".</param>
    /// <returns>0, also where a signal ended it and what was learnt is saved; 1 where it failed.</returns>
    public static int Run(IReadOnlyList<string> words, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(settings);
        var standard = settings.Aggregate(
            ConfigMap.Empty,
            (all, setting) => all.Under(ConfigMap.Of(setting.Key, new ConfigScalar(setting.Value, "the quick start")))
        );
        var console = ToolConsole.OfProcess();
        var status = GanTool.Run(new TrainCommand(console, standard), words, console);
        return status is ExitCode.Done or ExitCode.Interrupted ? 0 : 1;
    }
}
