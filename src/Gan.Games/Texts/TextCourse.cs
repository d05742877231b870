namespace Gan.Games;

/// <summary>Which step is of which phase: the writer's likelihood, the judge alone, both.</summary>
/// <param name="Likelihood">Steps of the first phase.</param>
/// <param name="Judging">Steps of the second.</param>
/// <param name="Updates">The judge's updates in a step of the third.</param>
internal sealed record TextCourse(long Likelihood, long Judging, int Updates)
{
    internal bool IsLikelihood(long step) => step <= Likelihood;

    internal bool IsJudging(long step) => !IsLikelihood(step) && step <= Likelihood + Judging;

    /// <summary>Place of a step's first batch.</summary>
    internal long FirstBatch(long step)
    {
        var alone = Math.Min(step - 1, Likelihood + Judging);
        return alone + ((step - 1 - alone) * Updates);
    }

    /// <summary>The share of the third phase that is done, in [0, 1).</summary>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="steps">Steps of the training.</param>
    internal double Share(long step, long steps)
    {
        var before = Likelihood + Judging;
        return Math.Max(0, step - 1 - before) / (double)Math.Max(1, steps - before);
    }
}

/// <summary>A rate that is multiplied by a factor behind a step.</summary>
/// <param name="Inner">The course itself.</param>
/// <param name="After">The last step before.</param>
/// <param name="Factor">The factor. At least 0.</param>
internal sealed record RateAfter(ILearningRateSchedule Inner, long After, double Factor) : ILearningRateSchedule
{
    /// <summary>The player, whose rate changes when the likelihood is over.</summary>
    internal static Player Slow(Player player, long after, double factor)
    {
        var optimizer = player.Optimizer;
        return factor == 1
            ? player
            : new Player(
                player.Name,
                player.Network,
                optimizer with
                {
                    Schedule = new RateAfter(optimizer.Schedule, after, factor),
                }
            )
            {
                Average = player.Average,
                AverageDecay = player.AverageDecay,
                AverageHalfLife = player.AverageHalfLife,
            };
    }

    double ILearningRateSchedule.Factor(long step, long steps) =>
        Inner.Factor(step, steps) * (step > After ? Factor : 1);

    double ILearningRateSchedule.At(TrainingMoment moment) => Inner.At(moment) * (moment.Step > After ? Factor : 1);

    IEnumerable<Problem> ILearningRateSchedule.Problems() => Inner.Problems();
}
