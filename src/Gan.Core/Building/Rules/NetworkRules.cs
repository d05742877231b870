using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Tries the networks with a batch of two, so that what does not fit is one sentence and not a libtorch trace.
/// </summary>
internal static class NetworkRules
{
    internal const string SharedGenerator =
        "The generator's factory returns the same network at each call, but the moving average needs "
        + "weights of its own. Make a new network inside the factory: WithNetworks(spec => new "
        + "MyGenerator(spec), …).";

    internal static IEnumerable<Problem> Check(
        GanSettings s,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator,
        Device device
    )
    {
        List<Problem> problems =
        [
            .. LongLived.Lost(generator, "generator"),
            .. LongLived.Lost(discriminator, "discriminator"),
        ];
        if (problems.Count > 0)
        {
            return problems;
        }
        if (!generator.parameters().Any())
        {
            problems.Add(
                new(
                    "The generator has no parameters to train.",
                    "Keep its layers in fields and call RegisterComponents() at the end of its constructor."
                )
            );
        }
        if (!discriminator.parameters().Any())
        {
            problems.Add(
                new(
                    "The discriminator has no parameters to train.",
                    "Keep its layers in fields and call RegisterComponents() at the end of its constructor."
                )
            );
        }
        var layers = discriminator.modules().ToList();
        if (s.DiscriminatorSpec.GradientPenalty && layers.Exists(m => m is BatchNorm))
        {
            problems.Add(new(LipschitzRules.BatchNormUnderPenalty, LipschitzRules.OtherNorm));
        }
        problems.AddRange(PrecisionRules.Check(s, generator, discriminator));
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
        using var restored = new RestoredNetworks(generator, discriminator, device);
        using var _ = no_grad();
        if (Make(s, generator, Conditions(s, 2, device), device, problems))
        {
            Score(s, discriminator, Conditions(s, Trial(s), device), device, problems);
        }
        if (s.Conditioning is { ReadsFeatures: true } && discriminator.FeatureSize == 0)
        {
            problems.Add(
                new(
                    $"{s.Conditioning.GetType().Name} reads the discriminator's features, but the discriminator gives "
                        + "none.",
                    "Use one of the library's networks, or override FeatureSize, Features and Score."
                )
            );
        }
        if (problems.Count == 0 && !KeepsApart(s, discriminator, layers, device))
        {
            problems.Add(Coupled(discriminator));
        }
        if (problems.Count == 0)
        {
            Objective(s, generator, discriminator, device, problems);
        }
        using var gradients = enable_grad();
        if (problems.Count == 0)
        {
            problems.AddRange(MicroBatchRules.Check(s, generator, discriminator, device));
        }
        return problems;
    }

    // TorchSharp lists modules level by level, so that the last one listed is not the last one called.
    private static nn.Module Last(nn.Module module) =>
        module.named_children().LastOrDefault().module is { } child ? Last(child) : module;

    private static Problem Coupled(DiscriminatorNetwork discriminator) =>
        new(
            $"{discriminator.GetName()} says IsSamplewise, but scores a sample otherwise when others are in its batch.",
            "Leave IsSamplewise at false where samples are compared or normalised together."
        );

    // In evaluation mode, where nothing is drawn; batch normalisation, which keeps samples apart there, is known by its
    // name.
    private static bool KeepsApart(
        GanSettings s,
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
        using var exact = LayerOperation.InFloat32(); // bfloat16 rounds what the trial looks for
        using var modes = new KeptModes(discriminator);
        discriminator.eval();
        using var stream = new Generator(5, device);
        Tensor Samples() => randn([Trial(s), .. s.SampleShape], device: device, generator: stream);
        var real = Samples();
        var fake = Samples();
        var condition = Conditions(s, Trial(s), device);
        var (realScores, fakeScores) = discriminator.Scores(real, fake, condition);
        var difference =
            cat([realScores, fakeScores])
            - cat([discriminator.call(real, condition), discriminator.call(fake, condition)]);
        return !(difference.abs().max().ToDouble() > 1e-3 * (1 + realScores.abs().max().ToDouble()));
    }

    internal static Tensor? Conditions(GanSettings s, long count, Device device) =>
        !s.Conditional ? null
        : s.TakesVectors ? zeros([count, s.ConditionWidth], device: device)
        : zeros(new[] { count }, dtype: ScalarType.Int64, device: device);

    private static bool Make(
        GanSettings s,
        GeneratorNetwork generator,
        Tensor? labels,
        Device device,
        List<Problem> problems
    )
    {
        try
        {
            var made = generator.call(randn([2, s.LatentSize], device: device), labels).shape;
            long[] expected = [2, .. s.SampleShape];
            if (made.SequenceEqual(expected))
            {
                return true;
            }
            problems.Add(
                made.Length > 0 && made[0] == 2
                    ? $"The discriminator expects {ShapeText.Of(s.SampleShape)} but the generator makes "
                        + $"{ShapeText.Of(made[1..])}. Change the generator's last layers to the shape of the data."
                    : $"The generator must make {ShapeText.OfBatch(s.SampleShape)} from [N, "
                        + $"{s.LatentSize}], but made {ShapeText.Of(made)} for N = 2."
            );
            return true; // the discriminator is tried with samples of the data's shape all the same
        }
        catch (Exception e) when (TrainingMemoryException.From(e, s.Training) is null)
        {
            problems.Add(
                $"The generator cannot read latents [N, {s.GeneratorSpec.LatentSize}] "
                    + $"(SampleSpec.LatentSize, condition included): {TorchErrors.Text(e)}"
            );
            return true;
        }
    }

    private static void Score(
        GanSettings s,
        DiscriminatorNetwork discriminator,
        Tensor? labels,
        Device device,
        List<Problem> problems
    )
    {
        try
        {
            var scores = discriminator.call(zeros([Trial(s), .. s.SampleShape], device: device), labels).shape;
            if (!Fits(s, scores))
            {
                problems.Add(
                    "The discriminator must give one score a sample, [N] or [N, 1], but gave "
                        + $"{ShapeText.Of(scores)} for N = 2. Flatten its features and end in Linear(…, 1)."
                );
            }
        }
        catch (Exception e) when (TrainingMemoryException.From(e, s.Training) is null)
        {
            problems.Add(
                $"The discriminator cannot read samples {ShapeText.OfBatch(s.DiscriminatorSpec.Shape)} "
                    + $"(SampleSpec.Shape, condition included): {TorchErrors.Text(e)}"
            );
        }
    }

    /// <summary>Tries loss and terms together, so that what does not go with what is found before training.</summary>
    private static void Objective(
        GanSettings s,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator,
        Device device,
        List<Problem> problems
    )
    {
        using var _ = enable_grad();
        using var terms = new ObjectiveTerms(s, generator, discriminator);
        using var random = new Generator(0, device);
        var count = Trial(s);
        var condition = Conditions(s, Trial(s), device);
        try
        {
            var real = randn([count, .. s.SampleShape], device: device);
            var latents = randn([count, s.LatentSize], device: device);
            WalkBack(generator, () => generator.call(latents.detach().requires_grad_(), condition));
            WalkBack(discriminator, () => discriminator.call(real.detach().requires_grad_(), condition));
            var fake = generator.call(latents, condition);
            var realScores = discriminator.call(real, condition);
            var fakeScores = discriminator.call(fake.detach(), condition);
            Scalar(
                "discriminator",
                terms.AddToDiscriminator(
                    s.Loss.Discriminator(realScores, fakeScores),
                    0,
                    new(real, fake, latents, condition, realScores, fakeScores),
                    _ => random
                )
            );
            var judged = discriminator.call(fake, condition);
            Scalar(
                "generator",
                terms.AddToGenerator(
                    s.Loss.Generator(judged, () => discriminator.call(real, condition)),
                    0,
                    new(real, fake, latents, condition, null, judged),
                    _ => random
                )
            );
        }
        catch (Exception e) when (TrainingMemoryException.From(e, s.Training) is null)
        {
            problems.Add($"Loss, penalties and networks do not go together: {TorchErrors.Text(e)}");
        }

        void Scalar(string whose, Tensor objective)
        {
            if (objective.numel() != 1)
            {
                problems.Add(
                    $"The {whose}'s objective must be a scalar, but has shape {ShapeText.Of(objective.shape)}. Let "
                        + "the loss and each penalty end in mean() or sum()."
                );
            }
        }
    }

    // What autograd refuses, such as a value that was changed in place, is an exception here, and the end of the
    // process in a penalty's autograd.grad.
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
    private static long Trial(GanSettings s) => 2 * Math.Max(1, s.PackSize);

    private static bool Fits(GanSettings s, long[] scores) =>
        s.DiscriminatorCount > 1
            ? scores is [2, var columns] && columns == s.DiscriminatorCount
            : scores is [2] or [2, 1];
}
