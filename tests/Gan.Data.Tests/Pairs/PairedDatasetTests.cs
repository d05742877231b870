using static TorchSharp.torch;

namespace Gan.Data.Tests.Pairs;

public class PairedDatasetTests
{
    [Fact]
    public void Pairs_come_with_the_targets_labels()
    {
        using var inputs = PairFixture.Rows(16, "sketches");
        using var targets = PairFixture.Images("photos");
        using var data = new PairedDataset(inputs, targets);
        data.Name.Should().Be("sketches to photos");
        (data.Count, data.Condition).Should().Be((16, ConditionSpec.Labels(16)));
        data.SampleShape.Should().Equal(3, 8, 8);
        data.InputShape.Should().Equal(1);
        using var stream = new BatchStream(data, 5, seed: 3, CPU, workers: 2);
        for (var position = 0; position < 6; position++)
        {
            using var batch = stream.Read(position);
            batch.Input!.Floats().Select(value => (long)value).Should().Equal(batch.Condition!.Longs());
        }
    }

    [Theory, MemberData(nameof(Changes))]
    public void Random_changes_hit_input_and_target_alike(IRandomTransform transform)
    {
        using var inputs = PairFixture.Images();
        using var targets = PairFixture.Images();
        using var pairs = new PairedDataset(inputs, targets);
        using var data = pairs.WithAugmentation(transform);
        using var stream = new BatchStream(data, 8, seed: 2, CPU);
        using var plain = new BatchStream(pairs, 8, seed: 2, CPU);
        using var batch = stream.Read(1);
        using var unchanged = plain.Read(1);
        batch.Input!.Floats().Should().Equal(batch.Samples.Floats());
        batch.Input!.Floats().Should().NotEqual(unchanged.Input!.Floats());
        using var indices = Numbers.Indices(1, 2);
        using var judged = data.Read(indices, CPU);
        using var original = pairs.Read(indices, CPU);
        judged.Input!.Floats().Should().Equal(original.Input!.Floats());
    }

    public static TheoryData<IRandomTransform> Changes =>
        [
            new RandomFlip(),
            new RandomCrop(2),
            new RandomAffine { Rotation = (-30, 30), ShiftX = (-0.2, 0.2) },
            new RandomColor { Brightness = (0.5, 0.9), Hue = (-0.3, 0.3) },
        ];

    [Fact]
    public void A_flip_hits_two_sizes_alike_and_a_crop_by_pixels_is_refused()
    {
        using var scope = NewDisposeScope();
        using var targets = PairFixture.Images();
        var all = targets.Read(arange(16), CPU).Samples;
        var half = new Downscale(2, Resampling.Box).Derive(all, PairFixture.Random(16));
        using var inputs = ArrayDataset.Images(half.Floats(), 3, 4, 4);
        using var pairs = new PairedDataset(inputs, targets);
        using var data = pairs.WithAugmentation(new RandomFlip(0.5, 0.5));
        var batch = data.Read(arange(16), CPU, 6);
        var expected = new Downscale(2, Resampling.Box).Derive(batch.Samples, PairFixture.Random(16));
        batch.Input!.Floats().Zip(expected.Floats(), (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-6f);
        batch.Input!.Floats().Should().NotEqual(half.Floats());
        FluentActions
            .Invoking(() => pairs.WithAugmentation(new RandomCrop(1)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "RandomCrop does not change samples [3, 8, 8] and inputs [3, 4, 4] alike, since it does not scale "
                    + "with the image. Leave it out, or bring both to one size.*"
            );
    }

    [Fact]
    public void Equal_changes_around_each_are_equal_too()
    {
        using var inputs = PairFixture.Images().WithAugmentation(new RandomCrop(3));
        using var targets = PairFixture.Images().WithAugmentation(new RandomCrop(3));
        using var data = new PairedDataset(inputs, targets);
        using var indices = Numbers.Indices(0, 1, 2);
        using var batch = data.Read(indices, CPU, 4);
        batch.Input!.Floats().Should().Equal(batch.Samples.Floats());
    }

    [Fact]
    public void The_input_goes_through_conditions()
    {
        using var inputs = PairFixture.Rows(3, first: 7);
        using var targets = PairFixture.Rows(3);
        using var pairs = new PairedDataset(inputs, targets);
        using var data = new ConditionedDataset(pairs, new float[3, 2]);
        data.InputShape.Should().Equal(1);
        PairFixture.Input(data, null, 2, 0).Should().Equal(9, 7);
        PairFixture.Input(data, 1, 2, 0).Should().Equal(9, 7);
        using var stream = new BatchStream(data, 3, seed: 1, CPU);
        using var batch = stream.Read(0);
        batch.Input!.Floats().Select(value => value - 7).Should().Equal(batch.Samples.Floats());
        batch.Condition!.shape.Should().Equal(3, 2);
    }

    [Fact]
    public void Unequal_numbers_and_inputs_of_inputs_are_refused()
    {
        using var three = PairFixture.Rows(3, "three");
        using var four = PairFixture.Rows(4, "four");
        FluentActions
            .Invoking(() => new PairedDataset(three, four))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "Each target needs its input, but 'three' has 3 samples and 'four' 4. "
                    + "Leave out what has no partner, or use UnpairedDataset.*"
            );
        using var pairs = new PairedDataset(three, three);
        FluentActions
            .Invoking(() => new PairedDataset(pairs, three))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("'three to three' has inputs [1] already. Pass the data set without them.*");
    }
}
