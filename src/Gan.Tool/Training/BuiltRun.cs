using Gan.Data;
using Gan.Games;
using Gan.Tool.Configuration;
using Gan.Tool.Data;

namespace Gan.Tool.Training;

/// <summary>Settings become a builder: the one place where names meet the library.</summary>
internal static class BuiltRun
{
    private const double Minutes = 15; // where nobody says how long

    /// <summary>A training of the data as the settings have it.</summary>
    /// <param name="settings">What was said.</param>
    /// <param name="data">What to learn from; it stays the caller's.</param>
    /// <param name="finish">Adds callbacks, checkpoints and logging.</param>
    public static Learner Of(RunSettings settings, DataSource data, Func<GanBuilder, GanBuilder> finish) =>
        data.Table is { } table
            ? Learner.Of(OfTable(settings, table, finish).Build())
            : Learner.Of(finish(OfSamples(settings, data.Dataset!)).Build());

    private static GanBuilder OfSamples(RunSettings settings, IDataset data)
    {
        var mirrored = settings.Data.Mirror ? data.WithAugmentation(new RandomFlip()) : data;
        var gan = WithGame(new GanBuilder().WithData(mirrored), settings, data);
        return WithOthers(gan.WithTraining(settings.Training), settings);
    }

    // Without a loss, networks of no loss of their own leave the rest to the recommendation.
    private static GanBuilder WithGame(GanBuilder gan, RunSettings settings, IDataset data)
    {
        var networks = settings.Networks;
        if (settings.Loss is null && (networks is null || !NetworkNames.BringsLoss(networks)))
        {
            var recommended = gan.WithRecommended(settings.Training.Minutes ?? Minutes);
            return networks is null ? recommended : recommended.WithNetworks(networks);
        }
        if (networks is null && data.SampleShape.Count == 1)
        {
            networks = new MlpOptions();
        }
        if (networks is not null)
        {
            gan = NetworkNames.With(gan, networks);
        }
        return settings.Loss?.On(gan) ?? gan;
    }

    private static GanBuilder WithOthers(GanBuilder gan, RunSettings settings)
    {
        if (settings.Conditioning is { } conditioning)
        {
            gan = gan.WithConditioning(conditioning);
        }
        gan = settings.Augmentation.Aggregate(gan, (built, change) => built.AddAugmentation(change));
        gan = settings.Penalties.Aggregate(gan, (built, p) => built.AddPenalty(p.Penalty, p.Every, p.Schedule));
        gan = settings.GeneratorPenalties.Aggregate(
            gan,
            (built, p) => built.AddGeneratorPenalty(p.Penalty, p.Every, p.Schedule)
        );
        gan = settings.Stopping.Aggregate(gan, (built, rule) => built.AddStopping(rule));
        if (settings.AdaptiveStrength is { } strength)
        {
            gan = gan.WithAdaptiveStrength(strength);
        }
        if (settings.Optimizer is not null || settings.DiscriminatorOptimizer is not null)
        {
            gan = gan.WithOptimizers(settings.Optimizer, settings.DiscriminatorOptimizer);
        }
        if (settings.Packing != 1)
        {
            gan = gan.WithPacking(settings.Packing);
        }
        if (settings.Discriminators != 1)
        {
            gan = gan.WithDiscriminators(settings.Discriminators);
        }
        return gan.WithDevice(settings.Device)
            .WithMixedPrecision(settings.MixedPrecision)
            .WithKernels(settings.Kernels);
    }

    // CTGAN has networks and conditions of its own.
    private static TableBuilder OfTable(RunSettings settings, CsvTable table, Func<GanBuilder, GanBuilder> finish)
    {
        if (settings.Networks is not null || settings.Conditioning is not null)
        {
            throw new ToolException(
                "Rows of a table are made by CTGAN, which has networks and conditions of its own. "
                    + "Leave out --network and --condition."
            );
        }
        var rows = new TableBuilder().WithTable(table).WithCtgan(settings.Data.Epochs);
        if (settings.Loss is { } loss)
        {
            rows = rows.With(loss.On);
        }
        var training = Course(settings, table.Count);
        rows = rows.With(gan => gan.WithTraining(training));
        return rows.With(gan => finish(WithOthers(gan, settings)));
    }

    // Steps and batch of a table where they were left out: its own rows' in epochs, in tens for the packs.
    private static TrainingOptions Course(RunSettings settings, long rows)
    {
        var said = settings.Training;
        var isBatchSaid = said == said with { BatchSize = said.BatchSize };
        var areStepsSaid = said == said with { Steps = said.Steps };
        var batch = isBatchSaid ? said.BatchSize : (int)Math.Clamp(rows / 10 * 10, 10, 500);
        var steps = settings.Data.Epochs * Math.Max(1, rows / Math.Max(1, batch));
        return said with { BatchSize = batch, Steps = areStepsSaid || said.Minutes is not null ? said.Steps : steps };
    }
}
