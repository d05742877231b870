using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// What <see cref="TrainingOptions.MicroBatch"/> can and cannot split. Losses and terms are tried on a batch and on its
/// parts rather than known by name, so that those of the user's own are judged by the same rule.
/// </summary>
internal static class MicroBatchRules
{
    /// <summary>What is said before networks are made.</summary>
    internal static IEnumerable<Problem> Check(GanSettings settings)
    {
        if (Part(settings) is not { } part)
        {
            return [];
        }
        if (part % settings.PackSize != 0)
        {
            return
            [
                new Problem(
                    $"MicroBatch {part} is not a multiple of the pack's {settings.PackSize} samples.",
                    $"Take a multiple of {settings.PackSize} that divides BatchSize {settings.Training.BatchSize}."
                ),
            ];
        }
        return settings.Game is null ? OfLoss(settings, settings.Loss) : []; // another game says itself what it uses
    }

    /// <summary>What is said of the networks and of the game.</summary>
    internal static IEnumerable<Problem> Check(IGame game, GameSetup setup)
    {
        return Part(setup.Settings) is null ? [] : [.. Refused(game, setup), .. Single(setup.Settings, Layers(game))];
    }

    /// <summary>What no part of a batch can do, wherever the others are computed.</summary>
    internal static IEnumerable<Problem> Refused(IGame game, GameSetup setup) =>
        [
            .. setup.Settings.Game is null ? [] : OfLoss(setup.Settings, game.AdversarialLoss(setup)),
            .. BatchComparisons(Layers(game)),
            .. game.SplitProblems(setup).Where(p => p.Refused).Select(p => p.Problem),
        ];

    /// <summary>Whether a training that ran out of memory could be built in parts of that many samples. Not for an
    /// exception's filter: the step still holds its memory and modes there.</summary>
    internal static bool Splits(IGame game, GameSetup setup, int part)
    {
        var settings = setup.Settings;
        var split = settings with { Training = settings.Training with { MicroBatch = part } };
        try
        {
            return !Check(split).Concat(Check(game, new GameSetup(split, setup.Device))).Any();
        }
        catch (Exception failure) when (TrainingMemoryException.From(failure, settings.Training) is not null)
        {
            // no room even for the trial: what is said then, a smaller batch or network, is right either way
            return false;
        }
    }

    /// <summary>What is not exact, each in a sentence; for the log.</summary>
    internal static IEnumerable<string> Inexact(IGame game, GameSetup setup)
    {
        var settings = setup.Settings;
        if (Part(settings) is not { } part)
        {
            yield break;
        }
        var layers = Layers(game);
        if (layers.Exists(m => m is BatchNorm or ConditionalBatchNorm2d))
        {
            yield return $"batch normalisation takes the statistics of {part} samples instead of "
                + $"{settings.Training.BatchSize}";
        }
        if (layers.Exists(m => m is SpectralNorm))
        {
            yield return "spectral normalisation makes a power iteration for each part";
        }
        if (DrawsOthers(game, setup) is { } draws)
        {
            yield return draws;
        }
        foreach (var problem in game.SplitProblems(setup).Where(p => !p.Refused))
        {
            yield return problem.Problem.What;
        }
    }

    /// <summary>Whether layers draw other random numbers for a part than for the whole batch; null where none
    /// does.</summary>
    internal static string? DrawsOthers(IGame game, GameSetup setup) =>
        Layers(game).Exists(m => m is LayerDropout or Dropout or Dropout2d || m.GetName() == "NoiseInjection")
        || setup.Settings.Augmentations.Count > 0
            ? "layers and augmentations that draw random numbers draw others"
            : null;

    /// <summary>Whether a layer of the library compares the samples of a batch: it is refused by its name.</summary>
    internal static bool HasKnownComparison(IGame game) => BatchComparisons(Layers(game)).Any();

    private static List<nn.Module> Layers(IGame game) => [.. game.Players.SelectMany(p => p.Network.modules())];

    private static int? Part(GanSettings settings) =>
        settings.Training.MicroBatch is { } part and > 0
        && part < settings.Training.BatchSize
        && settings.Training.BatchSize % part == 0
        && settings.PackSize > 0
            ? part
            : null;

    private static IEnumerable<Problem> OfLoss(GanSettings settings, IGanLoss? loss)
    {
        var training = settings.Training;
        if (loss is not null && !loss.Problems().Any() && !IsMean(loss, settings))
        {
            yield return new Problem(
                $"{loss.GetType().Name} is no mean over samples, so that a batch of {training.BatchSize} cannot be "
                    + $"split into parts of {training.MicroBatch}.",
                "Leave MicroBatch out, or take another loss."
            );
        }
    }

    /// <summary>In float64, where a mean of means differs from the mean by rounding alone.</summary>
    private static bool IsMean(IGanLoss loss, GanSettings settings)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var scores = settings.Training.BatchSize / settings.PackSize;
        var each = settings.Training.MicroBatch!.Value / settings.PackSize;
        long[] shape = settings.DiscriminatorCount > 1 ? [scores, settings.DiscriminatorCount] : [scores];
        var real = randn(shape, ScalarType.Float64, generator: random);
        var fake = randn(shape, ScalarType.Float64, generator: random) + 0.5;
        var reals = real.split(each);
        var fakes = fake.split(each);
        return SplitTrial.AreSame(
                loss.Discriminator(real, fake).ToDouble(),
                reals.Zip(fakes, (r, f) => loss.Discriminator(r, f).ToDouble()).Average(),
                1e-9
            )
            && SplitTrial.AreSame(
                loss.Generator(fake, () => real).ToDouble(),
                reals.Zip(fakes, (r, f) => loss.Generator(f, () => r).ToDouble()).Average(),
                1e-9
            );
    }

    private static IEnumerable<Problem> BatchComparisons(IReadOnlyList<nn.Module> layers) =>
        layers
            .Where(m => m is MinibatchStd or MinibatchDiscrimination)
            .Select(m => m.GetType().Name)
            .Distinct()
            .Select(name => new Problem(
                $"{name} compares the samples of a batch with each other, which MicroBatch would split.",
                "Leave one of the two out."
            ));

    private static IEnumerable<Problem> Single(GanSettings settings, IReadOnlyList<nn.Module> layers) =>
        settings.Training.MicroBatch == 1 && layers.Any(m => m is BatchNorm or ConditionalBatchNorm2d)
            ?
            [
                new Problem(
                    "Batch normalisation needs at least 2 samples, but MicroBatch is 1.",
                    "Take 2 or more, or networks without it."
                ),
            ]
            : [];
}
