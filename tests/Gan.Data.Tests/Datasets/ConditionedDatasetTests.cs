using static TorchSharp.torch;

namespace Gan.Data.Tests.Datasets;

public sealed class ConditionedDatasetTests
{
    private static ArrayDataset Rows() =>
        ArrayDataset.Table(
            new float[,]
            {
                { 1, 2 },
                { 3, 4 },
                { 5, 6 },
            },
            labels: [0, 1, 0]
        );

    [Fact]
    public void Vectors_come_with_their_samples()
    {
        using var rows = Rows();
        using var data = new ConditionedDataset(
            rows,
            new float[,]
            {
                { 10 },
                { 20 },
                { 30 },
            }
        );
        (data.Count, data.Condition).Should().Be((3, ConditionSpec.Vectors(1)));
        using var scope = NewDisposeScope();
        var batch = data.Read(tensor(new long[] { 2, 0 }), CPU);
        batch.Samples.data<float>().ToArray().Should().Equal(5, 6, 1, 2);
        batch.Condition!.data<float>().ToArray().Should().Equal(30, 10);
        batch.Condition.shape.Should().Equal(2, 1);
    }

    [Fact]
    public void Rows_that_do_not_match_are_refused()
    {
        using var rows = Rows();
        var making = () => new ConditionedDataset(rows, new float[2, 1]);
        making
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "'table' has 3 samples and needs vectors of shape [3, "
                    + "K] with K of at least 1, but they have shape [2, 1].*"
            );
        var odd = () =>
            new ConditionedDataset(
                rows,
                new float[,]
                {
                    { 1, 2 },
                    { 3, float.NaN },
                    { 5, 6 },
                }
            );
        odd.Should()
            .Throw<ArgumentException>()
            .WithMessage("Conditions must be finite, but row 1 has NaN in column 1.*");
    }
}
