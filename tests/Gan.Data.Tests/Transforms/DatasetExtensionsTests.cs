using Gan.Data.Tests.Pairs;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Transforms;

/// <summary>The order of changes and pairings; AugmentedDatasetTests and InputDatasetTests have the rest.</summary>
public sealed class DatasetExtensionsTests
{
    [Fact]
    public void A_change_behind_a_pairing_is_made_before_the_input_is_derived()
    {
        using var before = PairFixture.Images().WithAugmentation(new RandomFlip(1, 0)).WithInput(new Downscale(2));
        using var behind = PairFixture.Images().WithInput(new Downscale(2)).WithAugmentation(new RandomFlip(1, 0));
        behind.Name.Should().Be(before.Name);
        using var one = before.Read(arange(3), CPU, seed: 4);
        using var other = behind.Read(arange(3), CPU, seed: 4);
        other.Samples.Equals(one.Samples).Should().BeTrue();
        other.Input!.Equals(one.Input!).Should().BeTrue();
        using var plain = PairFixture.Images().WithInput(new Downscale(2));
        using var unchanged = plain.Read(arange(3), CPU);
        unchanged.Input!.flip(3).allclose(one.Input!, atol: 1e-6).Should().BeTrue("both are flipped");
    }

    [Fact]
    public void A_pairing_that_does_not_fit_is_refused_with_its_remedy()
    {
        using var images = PairFixture.Images();
        FluentActions
            .Invoking(() => images.WithInput(new Downscale(1)))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*Factor must be at least 2, but was 1*");
        FluentActions.Invoking(() => images.WithInput(null!)).Should().Throw<ArgumentNullException>();
        using var pairs = PairFixture.Images().WithInput(new Edges());
        FluentActions
            .Invoking(() => pairs.WithInput(new Edges()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*has inputs*already*");
    }
}
