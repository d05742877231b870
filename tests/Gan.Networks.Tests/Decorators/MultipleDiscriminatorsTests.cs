using FluentAssertions;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Decorators;

public sealed class MultipleDiscriminatorsTests
{
    [Fact]
    public void Each_discriminator_has_its_own_weights_and_column()
    {
        using var trainer = Tiny.Builder().WithDiscriminators(3).Build();
        using var scope = NewDisposeScope();
        var scores = trainer.Context.Discriminator.call(randn(8, 1, 8, 8), null);
        scores.shape.Should().Equal(8, 3);
        (scores.select(1, 0) - scores.select(1, 1)).abs().max().ToDouble().Should().BeGreaterThan(1e-4);
        var d = trainer.Context.Discriminator;
        var samples = randn(8, 1, 8, 8);
        var before = d.FeatureSize;
        d.eval();
        (d.Score(d.Features(samples, null)) - d.call(samples, null)).abs().max().ToDouble().Should().BeLessThan(1e-6);
        before.Should().Be(d.Features(samples, null).shape[1]);
    }

    [Fact]
    public void All_of_them_learn()
    {
        using var trainer = Tiny.Builder().WithDiscriminators(2).Build();
        using var scope = NewDisposeScope();
        var before = trainer.Context.Discriminator.parameters().Select(p => p.detach().clone()).ToList();
        trainer.Steps().ToList();
        trainer
            .Context.Discriminator.parameters()
            .Zip(before, (p, b) => (p - b).abs().max().ToDouble())
            .Should()
            .OnlyContain(moved => moved > 0);
    }

    [Fact]
    public void A_count_below_one_is_refused()
    {
        var building = () => Tiny.Builder().WithDiscriminators(0).Build();
        building
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*WithDiscriminators: count must be at least 1, but was 0.*");
    }
}
