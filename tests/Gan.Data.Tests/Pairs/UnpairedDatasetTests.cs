using static TorchSharp.torch;

namespace Gan.Data.Tests.Pairs;

public class UnpairedDatasetTests
{
    [Theory]
    [InlineData(12, 7, 4)]
    [InlineData(12, 30, 4)]
    [InlineData(6, 3, 5)]
    [InlineData(8, 8, 8)]
    public void Each_kind_goes_through_shuffled_epochs_of_its_own(int a, int b, int size)
    {
        using var horses = PairFixture.Rows(a);
        using var zebras = PairFixture.Rows(b);
        using var data = new UnpairedDataset(horses, zebras);
        using var stream = new BatchStream(data, size, seed: 4, CPU);
        using var alone = new BatchStream(horses, size, seed: 4, CPU);
        var inputs = new List<float>();
        for (var position = 0; position < 4 * b; position++)
        {
            using var batch = stream.Read(position);
            using var expected = alone.Read(position);
            batch.Samples.Floats().Should().Equal(expected.Samples.Floats());
            inputs.AddRange(batch.Input!.Floats());
        }

        var epochs = inputs.Chunk(b).ToList();
        epochs.Should().HaveCount(4 * size);
        foreach (var epoch in epochs)
        {
            epoch.Should().BeEquivalentTo(Enumerable.Range(0, b).Select(i => (float)i));
        }

        epochs.Select(epoch => string.Join(',', epoch)).Distinct().Should().HaveCountGreaterThan(Math.Min(3, b));
    }

    [Fact]
    public void The_order_of_one_kind_does_not_depend_on_the_other_and_differs_from_it()
    {
        using var few = PairFixture.Rows(9);
        using var many = PairFixture.Rows(40, first: 100);
        using var zebras = PairFixture.Rows(20);
        using var withFew = new UnpairedDataset(few, zebras);
        using var withMany = new UnpairedDataset(many, zebras);
        using var withItself = new UnpairedDataset(zebras, zebras);
        using var first = new BatchStream(withFew, 5, seed: 8, CPU);
        using var second = new BatchStream(withMany, 5, seed: 8, CPU);
        using var third = new BatchStream(withItself, 5, seed: 8, CPU);
        using var other = new BatchStream(withFew, 5, seed: 9, CPU);
        Inputs(first, 12).Should().Equal(Inputs(second, 12)).And.Equal(Inputs(third, 12));
        Inputs(first, 12).Should().NotEqual(Inputs(other, 12));
        using var batch = third.Read(0);
        batch.Input!.Floats().Should().NotEqual(batch.Samples.Floats());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_stream_gives_the_same_batches_with_any_number_of_workers_from_any_position(int workers)
    {
        using var a = PairFixture.Images().WithAugmentation(new RandomFlip(), new RandomCrop(2));
        using var source = PairFixture.Images();
        using var b = source.WithAugmentation(new RandomFlip(), new RandomCrop(2));
        using var data = new UnpairedDataset(a, b);
        using var conditioned = new ConditionedDataset(data, new float[16, 1]);
        using var straight = new BatchStream(data, 6, seed: 5, CPU);
        using var resumed = new BatchStream(conditioned, 6, seed: 5, CPU, workers: workers);
        for (var position = 3; position < 12; position++)
        {
            using var batch = resumed.Read(position);
            using var expected = straight.Read(position);
            batch.Samples.Floats().Should().Equal(expected.Samples.Floats());
            batch.Input!.Floats().Should().Equal(expected.Input!.Floats());
        }
    }

    [Fact]
    public void Changes_around_both_keep_the_orders()
    {
        using var images = PairFixture.Images();
        using var data = new UnpairedDataset(images, images);
        using var changed = data.WithAugmentation(new RandomFlip(1, 0));
        using var plain = new BatchStream(data, 6, seed: 5, CPU);
        using var flipped = new BatchStream(changed, 6, seed: 5, CPU);
        using var batch = flipped.Read(2);
        using var expected = plain.Read(2);
        using var mirrored = expected.Input!.flip(3);
        batch.Input!.Floats().Should().Equal(mirrored.Floats());
    }

    [Fact]
    public void Outside_of_a_run_the_second_kind_begins_anew_at_its_end()
    {
        using var a = PairFixture.Rows(5);
        using var b = PairFixture.Rows(3, first: 10);
        using var data = new UnpairedDataset(a, b);
        (data.Name, data.Count).Should().Be(("rows and rows, unpaired", 5));
        PairFixture.Input(data, null, 4, 3, 0).Should().Equal(11, 10, 10);
        PairFixture.Input(data, 7, 4, 3, 0).Should().Equal(11, 10, 10);
        FluentActions.Invoking(() => PairFixture.Input(data, null, 5)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Pairs_are_no_kind()
    {
        using var rows = PairFixture.Rows(3);
        using var pairs = new PairedDataset(rows, rows);
        FluentActions
            .Invoking(() => new UnpairedDataset(rows, pairs))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("'rows to rows' has inputs [1] already.*")
            .WithParameterName("b");
    }

    private static float[] Inputs(BatchStream stream, int batches)
    {
        var inputs = new List<float>();
        for (var position = 0; position < batches; position++)
        {
            using var batch = stream.Read(position);
            inputs.AddRange(batch.Input!.Floats());
        }

        return [.. inputs];
    }
}
