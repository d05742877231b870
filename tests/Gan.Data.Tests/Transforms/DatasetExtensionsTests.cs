using Gan.Data.Tests.Pairs;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Transforms;

/// <summary>What cannot be put around a data set.</summary>
public class DatasetExtensionsTests
{
    [Fact]
    public void What_does_not_fit_is_told_at_once()
    {
        using var table = ArrayDataset.Table([1, 2, 3, 4], 2);
        FluentActions
            .Invoking(() => table.WithAugmentation(new RandomFlip(), new RandomColor()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "RandomFlip changes images [C, H, W], but the samples have shape [2]. "
                    + "Leave it out. RandomColor changes images *"
            );
        FluentActions
            .Invoking(() => table.WithAugmentation([null!]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("transforms must not contain null, but its entry 0 is. Leave it out.*");
        FluentActions
            .Invoking(() => table.WithAugmentation())
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("WithAugmentation takes at least one transform.*");
    }

    [Fact]
    public void Changes_around_derived_inputs_are_refused_with_the_remedy()
    {
        IDataset derived = PairFixture.Images().WithInput(new Grey());
        using var conditioned = new ConditionedDataset(derived, new float[16, 2]);
        foreach (var data in new[] { derived, conditioned })
        {
            data.InputShape.Should().Equal(1, 8, 8);
            FluentActions
                .Invoking(() => data.WithAugmentation(new RandomFlip()))
                .Should()
                .Throw<ArgumentException>()
                .WithMessage("*derives its inputs from its samples. Call WithAugmentation before WithInput, *");
        }

        derived.Dispose();
    }

    [Fact]
    public void Data_with_inputs_and_samples_that_are_no_images_are_refused()
    {
        using var once = PairFixture.Images().WithInput(new Grey());
        FluentActions
            .Invoking(() => once.WithInput(new Edges()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("'images, input by Grey { }' has inputs [1, 8, 8] already. Pass the data set without them.*");
        using var rows = PairFixture.Rows(3);
        foreach (var pairing in new IPairing[] { new Downscale(2), new Masked(new BoxMask()), new Grey(), new Edges() })
        {
            FluentActions
                .Invoking(() => rows.WithInput(pairing))
                .Should()
                .Throw<ArgumentException>()
                .WithMessage("* changes images [C, H, W], but the samples have shape [1].*");
        }
    }

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
