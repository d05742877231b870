using static TorchSharp.torch;

namespace Gan.Data.Tests.Transforms;

public class AugmentedDatasetTests
{
    private static readonly IRandomTransform[] All =
    [
        new RandomFlip(0.5, 0.5),
        new RandomCrop(2, ImageBorder.Mirror),
        new RandomAffine
        {
            Rotation = (-20, 20),
            Scale = (0.8, 1.2),
            ShiftX = (-0.1, 0.1),
            ShearY = (-5, 5),
        },
        new RandomColor
        {
            Brightness = (0.7, 1.3),
            Contrast = (0.7, 1.3),
            Saturation = (0.5, 1.5),
            Hue = (-0.1, 0.1),
        },
    ];

    [Fact]
    public void Read_without_a_seed_the_samples_are_unchanged_and_with_one_they_are_a_function_of_it()
    {
        using var plain = Images();
        using var data = Images().WithAugmentation(All);
        using var indices = Numbers.Indices(3, 1, 4);
        float[] Read(ulong? seed)
        {
            using var batch = seed is { } s ? data.Read(indices, CPU, s) : data.Read(indices, CPU);
            batch.Condition!.Longs().Should().Equal(3, 1, 4);
            return batch.Samples.Floats();
        }

        using var unchanged = plain.Read(indices, CPU);
        Read(null).Should().Equal(unchanged.Samples.Floats());
        Read(1)
            .Should()
            .Equal(Read(1))
            .And.NotEqual(Read(2))
            .And.NotEqual(Read(null))
            .And.OnlyContain(value => value >= -1 && value <= 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_stream_gives_the_same_changed_batches_with_any_number_of_workers_from_any_position(int workers)
    {
        using var data = Images().WithAugmentation(All);
        using var straight = new BatchStream(data, 8, seed: 5, CPU);
        using var resumed = new BatchStream(data, 8, seed: 5, CPU, workers: workers);
        for (var position = 3; position < 12; position++)
        {
            Read(resumed, position).Should().Equal(Read(straight, position));
        }

        Read(straight, 0).Should().NotEqual(Read(straight, 4), "an epoch later the changes are others");
    }

    [Fact]
    public void A_transform_added_at_the_end_leaves_the_others_numbers_as_they_were()
    {
        using var one = Images().WithAugmentation(new RandomCrop(3));
        using var two = Images().WithAugmentation(new RandomCrop(3), new RandomFlip(0, 0));
        using var indices = Numbers.Indices(0, 1, 2, 3);
        using var first = one.Read(indices, CPU, 4);
        using var second = two.Read(indices, CPU, 4);
        second.Samples.Floats().Should().Equal(first.Samples.Floats());
    }

    [Fact]
    public void The_seed_reaches_through_conditions_and_further_transforms()
    {
        using var inner = Images().WithAugmentation(new RandomCrop(3));
        using var conditioned = new ConditionedDataset(inner, new float[16, 2]);
        using var indices = Numbers.Indices(0, 1, 2, 3);
        using var plain = conditioned.Read(indices, CPU);
        using var changed = conditioned.Read(indices, CPU, 4);
        changed.Samples.Floats().Should().NotEqual(plain.Samples.Floats());
        changed.Condition!.shape.Should().Equal(4, 2);
    }

    [Fact]
    public void The_name_tells_the_transforms_so_that_a_resumed_training_has_the_same()
    {
        using var data = Images().WithAugmentation(new RandomFlip(), new RandomAffine { Rotation = (-5, 5) });
        data.Name.Should()
            .StartWith(
                "images, changed by RandomFlip { Horizontal = 0.5, Vertical = 0 }; "
                    + "RandomAffine { Rotation = -5 to 5, Scale = 1 to 1, "
            );
        (data.Count, data.Condition).Should().Be((16, ConditionSpec.Labels(16)));
    }

    [Fact]
    public void A_transform_that_changes_the_shape_is_told()
    {
        using var data = Images().WithAugmentation(new Halve());
        using var indices = Numbers.Indices(0);
        FluentActions
            .Invoking(() => data.Read(indices, CPU, 1))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("Halve { } made [1, 3, 4, 8] of samples [1, 3, 8, 8]. A transform must keep the shape.");
    }

    internal static ImageDataset Images() =>
        ImageDataset.FromBytes(Idx.Ramp(16 * 3 * 8 * 8), 3, 8, 8, [.. Enumerable.Range(0, 16).Select(i => (long)i)]);

    private static float[] Read(BatchStream stream, long position)
    {
        using var batch = stream.Read(position);
        return batch.Samples.Floats();
    }

    private sealed record Halve : IRandomTransform
    {
        public Tensor Apply(Tensor samples, TransformRandom random) => samples.narrow(2, 0, 4);
    }
}
