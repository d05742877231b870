using static TorchSharp.torch;

namespace Gan.Data.Tests.Pairs;

public class InputDatasetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_stream_gives_the_same_pairs_with_any_number_of_workers_from_any_position(int workers)
    {
        using var data = PairFixture
            .Images()
            .WithInput(new Masked(new FreeFormMask()))
            .WithAugmentation(new RandomFlip(), new RandomCrop(2));
        using var straight = new BatchStream(data, 8, seed: 5, CPU);
        using var resumed = new BatchStream(data, 8, seed: 5, CPU, workers: workers);
        for (var position = 3; position < 10; position++)
        {
            using var batch = resumed.Read(position);
            using var expected = straight.Read(position);
            batch.Input!.Floats().Should().Equal(expected.Input!.Floats());
            batch.Samples.Floats().Should().Equal(expected.Samples.Floats());
            batch.Condition!.Longs().Should().Equal(expected.Condition!.Longs());
        }
    }

    [Fact]
    public void Inputs_are_derived_from_the_changed_targets()
    {
        using var scope = NewDisposeScope();
        using var data = PairFixture
            .Images()
            .WithInput(new Downscale(2))
            .WithAugmentation(new RandomFlip(0.5, 0.5), new RandomCrop(3), new RandomColor { Brightness = (0.5, 1) });
        using var indices = Numbers.Indices(0, 5, 9, 3);
        using var batch = data.Read(indices, CPU, 11);
        using var plain = data.Read(indices, CPU);
        batch.Samples.Floats().Should().NotEqual(plain.Samples.Floats());
        var expected = new Downscale(2).Derive(batch.Samples, PairFixture.Random(4));
        batch.Input!.Floats().Should().Equal(expected.Floats());
    }

    [Fact]
    public void A_mask_is_not_moved_with_the_picture()
    {
        using var data = PairFixture
            .Images()
            .WithInput(new Masked(new CentreMask()))
            .WithAugmentation(new RandomAffine { Rotation = (40, 50) });
        var input = PairFixture.Input(data, 3, 2);
        input[192..].Should().OnlyContain(value => value == 0 || value == 1);
        input[192..].Count(value => value == 1).Should().Be(16);
    }

    [Fact]
    public void The_classes_of_the_targets_are_counted()
    {
        using var targets = PairFixture.Images();
        using var inputs = PairFixture.Rows(16);
        using var derived = targets.WithInput(new Grey());
        using var paired = new PairedDataset(inputs, targets);
        using var unpaired = new UnpairedDataset(targets, inputs);
        foreach (IDataset data in new IDataset[] { derived, paired, unpaired })
        {
            data.ClassCounts.Should().HaveCount(16).And.OnlyContain(count => count.Value == 1);
        }
    }

    [Fact]
    public void A_function_of_ones_own_makes_inputs()
    {
        using var noisy = PairFixture.Rows(5).WithInput(new FromFunction([2], Pair, "noise"));
        noisy.Name.Should().Be("rows, input by noise");
        var input = PairFixture.Input(noisy, 1, 4, 2);
        (input[0], input[2]).Should().Be((4, 2));
        (input[1], input[3]).Should().NotBe((input[3], input[1]));
        PairFixture.Input(noisy, 1, 4, 2).Should().Equal(input);
        PairFixture.Input(noisy, 2, 4, 2).Should().NotEqual(input);

        static Tensor Pair(Tensor targets, TransformRandom random) =>
            cat([targets, tensor(random.Uniform((0, 1)), dtype: ScalarType.Float32).unsqueeze(1)], 1);
    }

    [Fact]
    public void What_a_pairing_makes_is_compared_with_what_it_said()
    {
        using var data = PairFixture.Rows(3).WithInput(new FromFunction([2], (targets, _) => targets));
        FluentActions
            .Invoking(() => PairFixture.Input(data, 1, 0))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage(
                "a function made float32 [1, 1] on cpu of samples [1, 1], but said float32 [1, 2]. "
                    + "Mend its InputShape or its Derive."
            );
        FluentActions
            .Invoking(() => PairFixture.Rows(3).WithInput(new FromFunction([0], null!)))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*Shape must be sizes of at least 1.*Function must not be null.*");
    }
}
