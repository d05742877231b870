using Gan.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;
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
            choices = choices.Decided(source);
            if (choices is { Processes: { Count: > 1 } group, Device: { type: DeviceType.CUDA, index: < 0 } })
            {
                choices = choices with { Device = new Device(DeviceType.CUDA, group.LocalRank) };
            }
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
        var settings = choices.Settings(source);
        GanConfigurationException.ThrowIfAny([
            .. SettingsRules.Check(settings),
            .. ObserverRules.Check(choices, settings),
        ]);
        if (Processes.Of(choices.Processes) is { Leads: false })
        {
            choices = choices with { Loggers = NullLoggerFactory.Instance, Callbacks = [] };
        }
        var log = choices.Loggers.CreateLogger<GanTrainer>();
        foreach (var reason in choices.Preset.Reasons)
        {
            Log.Reason(log, choices.Preset.Name, reason);
        }
        choices = TimeBudget.Count(choices, source, log);
        settings = choices.Settings(source);
        if (log.IsEnabled(LogLevel.Information))
        {
            var text = string.Join(", ", settings.Describe().Select(s => $"{s.Key}: {s.Value}"));
            Log.Settings(log, choices.Preset.Name, text);
        }
        var last = settings.Training.Moment(settings.Training.Steps);
        foreach (var advice in settings.Networks.Advice(settings.SampleShape, last))
        {
            Log.Advice(log, advice);
        }
        if (DataRules.Unseen(settings, source) is { } classes)
        {
            Log.Unseen(log, settings.DataSet, settings.Condition.Classes, classes);
        }
        return new GanTrainer(settings, source, choices);
    }
}
