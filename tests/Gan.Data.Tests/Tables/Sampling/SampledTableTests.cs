using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Tables;

public sealed class SampledTableTests : TableTest
{
    private CsvTable Table()
    {
        var text = new StringBuilder("x,size,colour\n");
        for (var i = 0; i < 400; i++)
        {
            text.Append(
                FormattableString.Invariant(
                    $"{i},{(i % 100 == 0 ? "rare" : "usual")},{(i % 2 == 0 ? "red" : "blue")}\n"
                )
            );
        }

        return CsvTable.Load(Write(text.ToString()), TableOptions.ForCtgan);
    }

    [Fact]
    public void Each_row_of_a_batch_has_the_category_that_it_is_asked_by()
    {
        using var data = Table().ToSampledTable();
        data.Condition.Should().Be(ConditionSpec.Vectors(4));
        using var stream = new BatchStream(data, 200, seed: 3, CPU);
        using var batch = stream.Read(5);
        Asked(batch).Should().Equal(Enumerable.Repeat(1f, 200));
        using var again = stream.Read(5);
        again.Samples.Equals(batch.Samples).Should().BeTrue();
        using var next = stream.Read(6);
        next.Samples.Equals(batch.Samples).Should().BeFalse();

        using var plain = data.Read(arange(50), CPU);
        Asked(plain).Should().Equal(Enumerable.Repeat(1f, 50), "a row read by its index is asked by what it has");
    }

    // The entries of the codes that conditions point at: 1 where the row is as asked.
    private static float[] Asked(Batch batch)
    {
        using var codes = batch.Samples.narrow(1, batch.Samples.size(1) - 4, 4);
        using var products = codes * batch.Condition!;
        using var sums = products.sum(1);
        return sums.Floats();
    }

    [Theory]
    [InlineData(ConditionFrequency.Log, 0.21)] // ln 5 / (ln 5 + ln 397) in half of the draws, 1 % in the others
    [InlineData(ConditionFrequency.True, 0.01)]
    public void Rare_rows_are_met_as_often_as_the_frequency_says(ConditionFrequency frequency, double share)
    {
        using var data = Table().ToSampledTable(frequency);
        using var stream = new BatchStream(data, 400, seed: 1, CPU);
        var rare = 0.0;
        for (var position = 0; position < 20; position++)
        {
            using var batch = stream.Read(position);
            using var code = batch.Samples.narrow(1, batch.Samples.size(1) - 4, 1); // of the first word of "size"
            rare += code.mean().ToDouble() / 20;
        }

        // "asked by size" and "asked by colour" are half of the batch each
        var expected = frequency == ConditionFrequency.Log ? (share + 0.01) / 2 : share;
        rare.Should().BeApproximately(expected, 4 * Math.Sqrt(expected * (1 - expected) / 8000));
    }

    [Fact]
    public void A_table_without_words_is_read_as_ever()
    {
        var table = CsvTable.Load(Write("x\n1\n2\n3\n4\n"), TableOptions.ForCtgan);
        using var sampled = table.ToSampledTable();
        using var plain = table.ToDataset();
        sampled.Condition.Should().Be(ConditionSpec.None);
        using var stream = new BatchStream(sampled, 2, seed: 3, CPU);
        using var other = new BatchStream(plain, 2, seed: 3, CPU);
        using var batch = stream.Read(7);
        using var expected = other.Read(7);
        batch.Condition.Should().BeNull();
        batch.Samples.Equals(expected.Samples).Should().BeTrue();
    }

    [Fact]
    public void Rows_of_another_table_are_not_sampled_by_this_ones_counts()
    {
        var table = Table();
        var other = CsvTable.Load(Write("x,size,colour\n3,usual,red\n"), table.Encoding);
        var sampled = () => other.ToSampledTable();
        sampled.Should().Throw<InvalidOperationException>().WithMessage("*encoding of another table*");
    }
}
