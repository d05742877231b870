namespace Gan.Losses.Tests.Augmentation;

/// <summary>What every augmentation has to keep.</summary>
internal static class Augmented
{
    public static Tensor Apply(
        this IAugmentation augmentation,
        Tensor samples,
        int seed = 3,
        double? probability = null,
        double progress = 0
    ) =>
        augmentation.Apply(
            samples,
            new AugmentationContext(new torch.Generator((ulong)seed), progress)
            {
                Probability = probability is { } p ? tensor(p) : null,
            }
        );

    public static void ShouldDependOnTheSeedAlone(IAugmentation augmentation, Tensor samples)
    {
        var first = augmentation.Apply(samples).Values();
        rand(100).Dispose(); // the process's own stream moves on
        augmentation.Apply(samples).Values().Should().Equal(first);
        augmentation.Apply(samples, seed: 4).Values().Should().NotEqual(first);
    }

    public static void ShouldKeepShapeAndPrecision(IAugmentation augmentation, Tensor samples)
    {
        foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            var changed = augmentation.Apply(samples.to(dtype), probability: 0.5);
            changed.shape.Should().Equal(samples.shape);
            changed.dtype.Should().Be(dtype);
        }
    }

    /// <summary>Another first sample changes nothing in the others, and equal samples are changed unequally.</summary>
    public static void ShouldChangeEachSampleByItself(IAugmentation augmentation, Tensor samples)
    {
        var other = cat([samples.narrow(0, 0, 1) * -3, samples.narrow(0, 1, samples.shape[0] - 1)]);
        var before = augmentation.Apply(samples);
        var after = augmentation.Apply(other);
        for (var i = 1; i < samples.shape[0]; i++)
        {
            after[i].Values().Should().Equal(before[i].Values());
        }
        var same = augmentation.Apply(samples.narrow(0, 0, 1).expand(samples.shape).clone());
        same[0].Values().Should().NotEqual(same[1].Values());
    }

    public static void ShouldHaveTheRightGradient(IAugmentation augmentation, Tensor samples)
    {
        var weights = Tensors.Normal(99, samples.shape);
        var shape = samples.shape;
        double Score(double[] at) =>
            (augmentation.Apply(Tensors.Make(at, shape: shape), probability: 0.7).square() * weights).sum().Value();
        var leaf = Tensors.Leaf(samples.Values(), shape: shape);
        (augmentation.Apply(leaf, probability: 0.7).square() * weights).sum().backward();
        PyTorch.Error(leaf.grad!.Values(), Differences.Of(samples.Values(), Score)).Should().BeLessThan(1e-7);
    }

    /// <summary>A gradient penalty that looks through the augmentation has the right gradient for the critic's
    /// weights.</summary>
    public static void ShouldBeDifferentiableTwice(IAugmentation augmentation, Tensor samples)
    {
        var weights = Tensors.Normal(98, samples[0].numel()).Values();
        Tensor Term(Tensor w) =>
            new R1Penalty().Penalty(
                Tensors.Context(
                    samples,
                    samples,
                    x => augmentation.Apply(x, probability: 0.7).flatten(1).matmul(w).tanh()
                )
            );
        var leaf = Tensors.Leaf(weights);
        Term(leaf).backward();
        PyTorch
            .Error(leaf.grad!.Values(), Differences.Of(weights, w => Term(Tensors.Make(w).requires_grad_()).Value()))
            .Should()
            .BeLessThan(1e-6);
    }
}
