using Gan.Data;
using Gan.Losses;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Makes a trainer of what the user chose, or says what stands against it.</summary>
internal static class TrainerFactory
{
    internal static GanTrainer Make(BuilderChoices choices)
    {
        TorchBackend.EnsureAvailable();
        var source = choices.Data ?? Mnist.Embedded();
        try
        {
            return Make(choices, source);
        }
        catch (Exception failure)
        {
            if (choices.Data is null)
            {
                source.Dispose();
            }
            if (TrainingMemoryException.From(failure, choices.Training, choices.PackSize) is { } shortage)
            {
                throw shortage;
            }
            var plain = TorchErrors.WithoutTrace(failure);
            if (ReferenceEquals(plain, failure))
            {
                throw;
            }
            throw plain;
        }
    }

    private static GanTrainer Make(BuilderChoices choices, IDataset source)
    {
        if (choices.Conditioning is InfoGanCodes { Categorical: 0, Continuous: 0 })
        {
            throw new GanConfigurationException([
                "InfoGanCodes needs at least one code, but Categorical and Continuous are both 0.",
            ]);
        }
        var settings = choices.Settings(source);
        List<string> problems = [.. Problems(choices, settings)];
        if (problems.Count > 0)
        {
            throw new GanConfigurationException(problems);
        }
        var log = choices.Loggers.CreateLogger<GanTrainer>();
        if (log.IsEnabled(LogLevel.Information))
        {
            var text = string.Join(", ", settings.Describe().Select(s => $"{s.Key}: {s.Value}"));
            Log.Settings(log, choices.Preset.Name, text);
        }
        return new GanTrainer(settings, source, choices);
    }

    private static IEnumerable<string> Problems(BuilderChoices choices, GanSettings settings)
    {
        List<string> metrics = [.. choices.Metrics.Select(m => m.Item.Name)];
        var cadences = choices.Callbacks.Select(c => c.Every).Concat(choices.Metrics.Select(m => m.Every));
        return
        [
            .. SettingsRules.Check(settings, cadences, metrics),
            .. metrics
                .GroupBy(name => name)
                .Where(group => group.Count() > 1)
                .Select(group => $"{group.Count()} metrics are named '{group.Key}'. Give each a name of its own."),
            .. choices.Checkpoints?.Problems(metrics, [.. settings.Describe().Keys]) ?? [],
            .. choices.Guard.Problems(choices.Checkpoints is not null),
        ];
    }
}
