using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Tries the networks of the classic game: shapes, layers that do not go with a loss, what is scored
/// together.</summary>
internal static class ClassicRules
{
    internal static IEnumerable<Problem> Check(
        GameSetup setup,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator
    )
    {
        var settings = setup.Settings;
        var device = setup.Device;
        var problems = new List<Problem>();
        var layers = discriminator.modules().ToList();
        if (settings.Plan.DiscriminatorSpec.GradientPenalty && layers.Exists(m => m is BatchNorm))
        {
            problems.Add(new(LipschitzRules.BatchNormUnderPenalty, LipschitzRules.OtherNorm));
        }
        problems.AddRange(PrecisionRules.Check(settings, generator, discriminator));
        if (Last(discriminator) is Sigmoid)
        {
            problems.Add(
                new(
                    "The discriminator ends in a sigmoid, but every loss here takes logits or critic values.",
                    "Leave the sigmoid out; the losses apply it themselves, stably."
                )
            );
        }
        using var scope = NewDisposeScope();
        using (no_grad())
        {
            Make(settings, generator, Conditions(settings, 2, device), device, problems);
            // with samples of the data's shape, whatever the generator makes
            Score(settings, discriminator, Conditions(settings, Trial(settings), device), device, problems);
            if (settings.Conditioning is { ReadsFeatures: true } && discriminator.FeatureSize == 0)
            {
                problems.Add(
                    new(
                        $"{settings.Conditioning.GetType().Name} reads the discriminator's features, but the "
                            + "discriminator gives none.",
                        "Use one of the library's networks, or override FeatureSize, Features and Score."
                    )
                );
            }
            if (problems.Count == 0 && !KeepsApart(settings, discriminator, layers, device))
            {
                problems.Add(BatchComparison(discriminator));
            }
        }
        if (problems.Count == 0)
        {
            problems.AddRange(WalkBack(setup, generator, discriminator));
        }
        return problems;
    }

    /// <summary>Networks and each penalty are tried alone, so that what is said names them.</summary>
    internal static IEnumerable<SplitProblem> SplitProblems(ClassicGame game, GameSetup setup)
    {
        if (!MicroBatchRules.HasKnownComparison(game)) // which is named by itself
        {
            var generator = (GeneratorNetwork)game.Generator.Network;
            var discriminator = (DiscriminatorNetwork)game.Discriminator.Network;
            foreach (var problem in SplitNetworks.Check(setup, generator, discriminator))
            {
                yield return problem;
            }
        }
        var settings = setup.Settings with { Loss = new NoLoss(), Penalties = [], GeneratorPenalties = [] };
        foreach (var penalty in setup.Settings.Penalties)
        {
            var one = settings with { Penalties = [penalty with { Every = 1 }] };
            foreach (var problem in Try(one, penalty.Penalty))
            {
                yield return problem;
            }
        }
        foreach (var penalty in setup.Settings.GeneratorPenalties)
        {
            var one = settings with { GeneratorPenalties = [penalty with { Every = 1 }] };
            foreach (var problem in Try(one, penalty.Penalty))
            {
                yield return problem;
            }
        }

        IEnumerable<SplitProblem> Try(GanSettings one, object penalty)
        {
            var name = penalty.GetType().Name;
            return SplitTrial.Of(new ClassicGame(game, one), new GameSetup(one, setup.Device), name, name);
        }
    }

    private sealed record NoLoss : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => 0.0 * fake.sum();

        public Tensor Generator(Tensor fake, Func<Tensor> real) => 0.0 * fake.sum();
    }

    // TorchSharp lists modules level by level, so that the last one listed is not the last one called.
    private static nn.Module Last(nn.Module module) =>
        module.named_children().LastOrDefault().module is { } child ? Last(child) : module;

    private static Problem BatchComparison(DiscriminatorNetwork discriminator) =>
        new(
            $"{discriminator.GetName()} says IsSamplewise, but scores a sample otherwise when others are in its batch.",
            "Leave IsSamplewise at false where samples are compared or normalised together."
        );

    // In evaluation mode, where nothing is drawn; batch normalisation, which keeps samples apart there, is known by its
    // name.
    private static bool KeepsApart(
        GanSettings settings,
        DiscriminatorNetwork discriminator,
        IReadOnlyList<nn.Module> layers,
        Device device
    )
    {
        if (!discriminator.IsSamplewise)
        {
            return true;
        }
        if (layers.Any(l => l is BatchNorm))
        {
            return false;
        }
        using var exact = MixedPrecisionLayer.InFloat32(); // bfloat16 rounds what the trial looks for
        using var modes = new NetworkModes(discriminator);
        discriminator.eval();
        using var stream = new Generator(5, device);
        Tensor Samples() =>
            discriminator.Reals(randn([Trial(settings), .. settings.SampleShape], device: device, generator: stream));
        var real = Samples();
        var fake = Samples();
        var condition = Conditions(settings, Trial(settings), device);
        var (realScores, fakeScores) = discriminator.Scores(real, fake, condition);
        var difference =
            cat([realScores, fakeScores])
            - cat([discriminator.call(real, condition), discriminator.call(fake, condition)]);
        return !(difference.abs().max().ToDouble() > 1e-3 * (1 + realScores.abs().max().ToDouble()));
    }

    private static Tensor? Conditions(GanSettings settings, long count, Device device) =>
        GameRules.TrialConditions(settings, count, device);

    private static void Make(
        GanSettings settings,
        GeneratorNetwork generator,
        Tensor? labels,
        Device device,
        List<Problem> problems
    )
    {
        try
        {
            var made = generator.call(randn([2, settings.LatentSize], device: device), labels).shape;
            long[] expected = [2, .. settings.SampleShape];
            if (made.SequenceEqual(expected))
            {
                return;
            }
            problems.Add(
                made.Length > 0 && made[0] == 2
                    ? new Problem(
                        $"The discriminator expects {ShapeText.Of(settings.SampleShape)} but the generator makes "
                            + $"{ShapeText.Of(made[1..])}.",
                        "Change the generator's last layers to the shape of the data."
                    )
                    : $"The generator must make {ShapeText.OfBatch(settings.SampleShape)} from [N, "
                        + $"{settings.LatentSize}], but made {ShapeText.Of(made)} for N = 2."
            );
        }
        catch (Exception e) when (TrainingMemoryException.From(e, settings.Training) is null)
        {
            var text =
                $"The generator cannot read latents [N, {settings.Plan.GeneratorSpec.LatentSize}] "
                + $"(NetworkSpec.LatentSize, condition included): {TorchErrors.Text(e)}";
            problems.Add(EncoderRules.OfGenerator(settings, labels, device) ?? new Problem(text) { Cause = e });
        }
    }

    private static void Score(
        GanSettings settings,
        DiscriminatorNetwork discriminator,
        Tensor? labels,
        Device device,
        List<Problem> problems
    )
    {
        try
        {
            var scores = discriminator
                .call(discriminator.Reals(zeros([Trial(settings), .. settings.SampleShape], device: device)), labels)
                .shape;
            if (!Fits(settings, scores))
            {
                problems.Add(
                    new(
                        "The discriminator must give one score a sample, [N] or [N, 1], but gave "
                            + $"{ShapeText.Of(scores)} for N = 2.",
                        "Flatten its features and end in Linear(…, 1)."
                    )
                );
            }
        }
        catch (Exception e) when (TrainingMemoryException.From(e, settings.Training) is null)
        {
            var text =
                $"The discriminator cannot read samples {ShapeText.OfBatch(settings.Plan.DiscriminatorSpec.Shape)} "
                + $"(NetworkSpec.Shape, condition included): {TorchErrors.Text(e)}";
            problems.Add(EncoderRules.OfDiscriminator(settings, labels, device) ?? new Problem(text) { Cause = e });
        }
    }

    // What autograd refuses, such as a value that was changed in place, is an exception here, and the end of the
    // process in a penalty's autograd.grad.
    private static List<Problem> WalkBack(
        GameSetup setup,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator
    )
    {
        using var gradients = enable_grad();
        var settings = setup.Settings;
        var count = Trial(settings);
        var condition = Conditions(settings, count, setup.Device);
        try
        {
            var latents = randn([count, settings.LatentSize], device: setup.Device).requires_grad_();
            var real = randn([count, .. settings.SampleShape], device: setup.Device).requires_grad_();
            WalkBack(generator, () => generator.call(latents, condition));
            WalkBack(discriminator, () => discriminator.call(discriminator.Reals(real), condition));
            return [];
        }
        catch (Exception e) when (TrainingMemoryException.From(e, settings.Training) is null)
        {
            return [GameRules.DoNotGoTogether(e)];
        }
    }

    private static void WalkBack(nn.Module network, Func<Tensor> output)
    {
        using var scope = NewDisposeScope();
        var sum = output().sum();
        if (sum.requires_grad)
        {
            sum.backward();
        }
        LayerKernels.ThrowIfFailed();
        foreach (var parameter in network.parameters())
        {
            parameter.grad = null;
        }
    }

    /// <summary>A batch of two, or two packs.</summary>
    private static long Trial(GanSettings settings) => 2 * Math.Max(1, settings.PackSize);

    private static bool Fits(GanSettings settings, long[] scores) =>
        settings.DiscriminatorCount > 1
            ? scores is [2, var columns] && columns == settings.DiscriminatorCount
            : scores is [2] or [2, 1];
}
