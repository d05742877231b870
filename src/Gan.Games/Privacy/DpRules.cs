using Gan.Data;
using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>What cannot keep an (ε, δ), each with its remedy.</summary>
internal static class DpRules
{
    private const long Trial = 6;

    internal static Problem OfMetric { get; } =
        new(
            "A metric may compare with the rows of the table, and what it tells of them is counted by no ε.",
            "Leave it out, and judge the result by rows that are not part of the training."
        );

    internal static SplitProblem OfParts { get; } =
        new(
            new Problem(
                "The noise of DP-SGD belongs to a whole batch, which MicroBatch would split.",
                "Leave MicroBatch out: no sample's gradient is held by itself."
            ),
            Refused: true
        );

    /// <summary>The accountant of a training.</summary>
    /// <exception cref="GanConfigurationException">The budget cannot be kept.</exception>
    internal static Accountant Accountant(DifferentialPrivacy privacy, GanSettings settings, long rows)
    {
        GanConfigurationException.ThrowIfAny(privacy.Problems());
        if (privacy.Delta >= 1.0 / rows)
        {
            throw Refusal(
                $"A δ of {privacy.Delta} allows for a table of {rows} rows that one of them is shown whole.",
                $"Take a δ well below {1.0 / rows:g2}, such as {1 / Math.Pow(rows, 1.5):g1}."
            );
        }
        if (settings.Training.Minutes is not null)
        {
            throw Refusal(
                "A length in minutes is timed by steps on the rows, which no ε counts.",
                "State TrainingOptions.Steps in place of Minutes."
            );
        }
        var rate = Rate(settings, rows);
        if (privacy.NoiseMultiplier is { } noise)
        {
            var stated = new Accountant(rate, noise);
            return stated.Epsilon(settings.CriticSteps, privacy.Delta) <= privacy.Epsilon
                ? stated
                : throw Refusal(
                    $"With a noise multiplier of {noise} the first step spends more than ε = {privacy.Epsilon}.",
                    "Leave NoiseMultiplier out, or raise it, or take smaller batches."
                );
        }
        var steps = settings.Training.Steps;
        try
        {
            return Games.Accountant.For(privacy.Epsilon, privacy.Delta, rate, steps * settings.CriticSteps);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Refusal(
                $"No noise keeps {steps} steps within ε = {privacy.Epsilon} at δ = {privacy.Delta}.",
                "Raise ε or δ, or take fewer steps."
            );
        }
    }

    private static GanConfigurationException Refusal(string what, string remedy) => new([new Problem(what, remedy)]);

    private static double Rate(GanSettings settings, long rows) =>
        Math.Min(1, settings.Training.BatchSize / (double)rows);

    /// <summary>What of the encoding was learnt from cells.</summary>
    internal static IEnumerable<Problem> OfTable(TableEncoding encoding)
    {
        foreach (var column in encoding.Columns)
        {
            var of = column is NumericColumn or ModesColumn ? "bounds" : "categories";
            var remedy = of == "bounds" ? "ColumnOptions.Number(least, most)" : "ColumnOptions.OneOf(…)";
            if (!column.IsStated)
            {
                yield return new(
                    $"The {of} of the column '{column.Name}' were read from its cells, and the trained file would show "
                        + "them.",
                    $"State them in TableOptions.Columns: [\"{column.Name}\"] = {remedy}, or Ignored."
                );
            }
        }
    }

    /// <summary>What of the settings mixes rows, or reads them where nothing is counted.</summary>
    internal static IEnumerable<Problem> Of(GanSettings settings, DiscriminatorNetwork discriminator)
    {
        foreach (var term in settings.Penalties.Select(term => term.Penalty))
        {
            yield return term.PenalisesGradient
                ? new(
                    $"{term.GetType().Name} takes the gradient of a gradient, in which the share of one row is not "
                        + "clipped.",
                    "Leave out WithCtgan, WithWgangp and other gradient penalties: WithDifferentialPrivacy has a loss "
                        + "of its own."
                )
                : new(
                    $"{term.GetType().Name} adds to the discriminator's objective what is not clipped by rows.",
                    "Leave the penalty out."
                );
        }
        foreach (var term in settings.GeneratorPenalties)
        {
            yield return new(
                $"{term.Penalty.GetType().Name} may show the generator real rows, which it must not see.",
                "Leave the generator's penalty out."
            );
        }
        foreach (var (isWrong, what, remedy) in Choices(settings))
        {
            if (isWrong)
            {
                yield return new(what, remedy);
            }
        }
        foreach (var problem in settings.PackSize > 1 ? [] : OfNetwork(discriminator))
        {
            yield return problem;
        }
        if (!IsSum(settings.Loss))
        {
            yield return new(
                $"{settings.Loss.GetType().Name} compares the scores of a batch with each other, so that no row has a "
                    + "gradient of its own.",
                "Take a loss that is a mean over samples, such as NonSaturatingLoss, LeastSquaresLoss or HingeLoss."
            );
        }
    }

    private static IEnumerable<(bool IsWrong, string What, string Remedy)> Choices(GanSettings settings) =>
        [
            (
                settings.PackSize > 1,
                $"Packs of {settings.PackSize} rows are judged together, so that no row has a gradient of its own.",
                "Leave out WithCtgan's packs: WithPacking(1)."
            ),
            (
                settings.Conditional,
                "Conditions are drawn from the counts of the table's categories, which no ε counts.",
                "Leave conditioning out. Rows can be asked for all the same: those that fit are kept."
            ),
            (
                settings.Augmentations.Count > 0 || settings.AdaptiveStrength is not null,
                "An augmentation in front of the discriminator may follow the scores of real rows.",
                "Leave augmentations out."
            ),
            (
                settings.DiscriminatorCount > 1,
                "Each of several discriminators would learn from the rows, and one is counted.",
                "Leave WithDiscriminators out."
            ),
            (
                settings.Transfer is not null,
                "Nobody knows what the saved weights have learnt of the table.",
                "Leave WithTransfer out."
            ),
            (
                settings.MixedPrecision,
                "Norms are clipped in float32, but layers would compute in bfloat16.",
                "Leave WithMixedPrecision out."
            ),
            (
                settings.Training.DiscriminatorWarmUp > 0 || settings.Training.DataGrowth is not null,
                "A warm-up and growing data take other rows than the sampling rate says.",
                "Leave DiscriminatorWarmUp and DataGrowth out."
            ),
        ];

    private static IEnumerable<Problem> OfNetwork(DiscriminatorNetwork discriminator)
    {
        const string Remedy = "Take a discriminator of linear layers, such as that of CtganOptions or MlpOptions.";
        if (discriminator.modules().Any(layer => layer is BatchNorm))
        {
            yield return new(
                "The discriminator has batch normalisation, so that a row changes the scores of all others.",
                Remedy
            );
        }
        else if (!discriminator.IsSamplewise)
        {
            yield return new(
                $"{discriminator.GetName()} does not say that it scores each row by itself (IsSamplewise).",
                Remedy
            );
        }
        if (SampleGradients.Foreign(discriminator) is { Count: > 0 } layers)
        {
            yield return new(
                $"Gradients of single rows are known of linear layers, but {string.Join(", ", layers)} has weights "
                    + "too.",
                Remedy
            );
        }
    }

    /// <summary>The derivatives of the discriminator's loss by the scores of real samples, or of generated
    /// ones.</summary>
    internal static Tensor Slopes(IGanLoss loss, Tensor real, Tensor fake, bool ofReal)
    {
        using var scope = NewDisposeScope();
        using var graph = enable_grad();
        var scores = (ofReal ? real : fake).detach().requires_grad_();
        var value = ofReal ? loss.Discriminator(scores, fake) : loss.Discriminator(real, scores);
        return autograd.grad([value], [scores])[0].MoveToOuterDisposeScope();
    }

    /// <summary>Whether a loss is a mean of what each sample makes by itself: slopes stay when the other scores
    /// change, and when there are fewer of them.</summary>
    private static bool IsSum(IGanLoss loss)
    {
        using var scope = NewDisposeScope();
        var real = linspace(-1.7, 2.1, Trial);
        var fake = linspace(1.3, -2.4, Trial);
        foreach (var ofReal in new[] { true, false })
        {
            var own = ofReal ? real : fake;
            var other = ofReal ? fake : real;
            var changed = own.clone();
            changed[0] = 3.3f;
            var whole = Slopes(own, other) * Trial;
            var beside = Slopes(changed, (-0.7 * other) + 0.2) * Trial;
            var less = Slopes(own.narrow(0, 1, Trial - 1), other) * (Trial - 1);
            var rest = whole.narrow(0, 1, Trial - 1);
            if (!beside.narrow(0, 1, Trial - 1).allclose(rest, 1e-4, 1e-6) || !less.allclose(rest, 1e-4, 1e-6))
            {
                return false;
            }

            Tensor Slopes(Tensor scores, Tensor others) =>
                ofReal ? DpRules.Slopes(loss, scores, others, true) : DpRules.Slopes(loss, others, scores, false);
        }
        return true;
    }
}
