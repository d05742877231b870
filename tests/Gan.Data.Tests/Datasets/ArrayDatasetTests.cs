using TorchSharp;

namespace Gan.Data.Tests.Datasets;

public class ArrayDatasetTests
{
    [Fact]
    public void A_table_is_read_exactly_as_given()
    {
        using var data = ArrayDataset.Table(
            new float[,]
            {
                { 1, -2.5f },
                { 1e30f, 0.1f },
                { 5, 6 },
            },
            [2, 0, 1],
            name: "numbers"
        );
        (data.Name, data.Count, data.Classes).Should().Be(("numbers", 3L, 3L));
        data.SampleShape.Should().Equal(2);
        using var indices = Numbers.Indices(1, 0);
        using var batch = data.Read(indices, torch.CPU);
        batch.Samples.shape.Should().Equal(2, 2);
        batch.Samples.Floats().Should().Equal(1e30f, 0.1f, 1, -2.5f);
        batch.Condition!.Longs().Should().Equal(0, 2);
    }

    [Fact]
    public void Images_keep_their_floats()
    {
        var values = new float[2, 1, 2, 2];
        values[1, 0, 1, 0] = 0.123456f;
        using var data = ArrayDataset.Images(values);
        data.SampleShape.Should().Equal(1, 2, 2);
        using var indices = Numbers.Indices(1);
        using var batch = data.Read(indices, torch.CPU);
        batch.Samples.Floats().Should().Equal(0, 0, 0.123456f, 0);
        batch.Condition.Should().BeNull();
    }

    [Fact]
    public void Later_changes_of_the_array_do_not_reach_the_data()
    {
        float[] values = [1, 2];
        using var data = ArrayDataset.Table(values, 1);
        values[0] = 99;
        using var indices = Numbers.Indices(0);
        using var batch = data.Read(indices, torch.CPU);
        batch.Samples.Floats().Should().Equal(1);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_refused_with_its_place(float wrong) =>
        FluentActions
            .Invoking(() => ArrayDataset.Table([0, 1, 2, wrong, 4, 5], 3))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                $"Value [0] of sample 1 is {wrong}, but every value must be finite. "
                    + "Remove or fill in such samples first.*"
            );

    [Fact]
    public void An_image_value_beyond_the_range_is_refused_with_its_place() =>
        FluentActions
            .Invoking(() => ArrayDataset.Images([0, 0, 0, 0, -1.01f, 0], 1, 1, 2))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Value [0, 0, 0] of sample 2 is -1.01, but image values lie in [-1, 1].*");

    [Fact]
    public void A_table_may_hold_any_finite_number() =>
        FluentActions.Invoking(() => ArrayDataset.Table([-300, 1e38f], 1).Dispose()).Should().NotThrow();

    [Fact]
    public void Numbers_left_over_are_refused() =>
        FluentActions
            .Invoking(() => ArrayDataset.Table([1, 2, 3], 2))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Samples of [2] take 2 numbers each, but values has 3, which leaves 1 over.*");

    [Fact]
    public void An_empty_table_is_refused() =>
        FluentActions
            .Invoking(() => ArrayDataset.Table(new float[0, 2]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*the data set is empty.*");

    [Fact]
    public void A_table_without_columns_is_refused_as_one() =>
        FluentActions
            .Invoking(() => ArrayDataset.Table(new float[5, 0]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("values must have at least one column, but has the shape [5, 0].*");

    [Fact]
    public void A_label_beyond_the_classes_is_refused() =>
        FluentActions
            .Invoking(() => ArrayDataset.Table([1, 2], 1, [0, 2], classes: 2))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Label 2 of sample 1 must lie from 0 to 1.*");

    [Fact]
    public void No_classes_at_all_are_refused() =>
        FluentActions
            .Invoking(() => ArrayDataset.Table([1, 2], 1, [0, 0], classes: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("classes must be at least 1, but was 0.*");

    [Fact]
    public void An_index_outside_of_the_data_is_refused()
    {
        using var data = ArrayDataset.Table([1, 2], 1, name: "pair");
        using var indices = Numbers.Indices(2);
        FluentActions
            .Invoking(() => data.Read(indices, torch.CPU))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("Index 2 is outside of the 2 samples of 'pair' (0 to 1).*");
    }
}
