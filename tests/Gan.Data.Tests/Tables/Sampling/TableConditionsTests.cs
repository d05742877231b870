using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Tables;

public sealed class TableConditionsTests : TableTest
{
    private static readonly TableEncoding Encoding = new()
    {
        Columns =
        [
            Words("size", ["s", "m", "l"], [950, 30, 20]),
            new NumericColumn("n", MissingValues.Error, NumericScaling.MinMax, 0, 1, 0.5, 0.1, 1),
            Words("colour", ["red", "none", "blue"], [500, 0, 500]),
        ],
        MissingMarks = [],
        HasHeader = true,
    };

    private static CategoricalColumn Words(string name, string[] words, long[] counts) =>
        new(name, MissingValues.Error, OneHotCode.ZeroAndOne, words, words[0]) { Counts = counts };

    [Fact]
    public void Conditions_follow_the_logarithm_of_the_counts_or_the_counts()
    {
        double[] logs = [.. new[] { 950.0, 30, 20 }.Select(count => Math.Log(count + 1))];
        Compare(ConditionFrequency.Log, [.. logs.Select(log => log / logs.Sum() / 2), 0.25, 0, 0.25]);
        Compare(ConditionFrequency.True, [0.475, 0.015, 0.01, 0.25, 0, 0.25]);
    }

    // χ² of five free shares lies above 20.5 once in a thousand draws; the seed is fixed.
    private static void Compare(ConditionFrequency frequency, double[] expected)
    {
        const int Count = 20_000;
        using var scope = NewDisposeScope();
        var drawn = new TableConditions(Encoding).Draw(Count, frequency, seed: 4);
        drawn.shape.Should().Equal(Count, 6);
        drawn.sum(1).eq(1).all().ToBoolean().Should().BeTrue();
        var found = drawn.sum([0]).data<float>().ToArray();
        var distance = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] == 0)
            {
                found[i].Should().Be(0, "no row has it");
                continue;
            }

            var wanted = Count * expected[i];
            distance += (found[i] - wanted) * (found[i] - wanted) / wanted;
        }

        distance.Should().BeLessThan(20.5);
    }

    [Theory]
    [InlineData("size", "s", 0)]
    [InlineData("size", "l", 2)]
    [InlineData("colour", "red", 3)]
    [InlineData("colour", "blue", 5)]
    public void Each_category_of_each_column_has_an_entry_of_its_own(string column, string category, int place)
    {
        using var condition = new TableConditions(Encoding).Of(column, category, 2);
        condition.Floats().Should().Equal(Enumerable.Range(0, 12).Select(i => i % 6 == place ? 1f : 0));
    }

    [Fact]
    public void What_cannot_be_asked_is_said_with_what_can()
    {
        var conditions = new TableConditions(Encoding);
        var column = () => conditions.Of("n", "0", 1);
        column.Should().Throw<ArgumentException>().WithMessage("*one of 'size', 'colour', but not by 'n'*");
        var category = () => conditions.Of("size", "xl", 1);
        category.Should().Throw<ArgumentException>().WithMessage("*'size' has one of 's', 'm', 'l', but not 'xl'*");
        var old = Encoding with { Columns = [((CategoricalColumn)Encoding.Columns[0]) with { Counts = null }] };
        var bare = () => new TableConditions(old).Draw(1, ConditionFrequency.True, 0);
        bare.Should().Throw<InvalidOperationException>().WithMessage("*'size' does not say how many rows*");
        var none = Encoding with { Columns = [Encoding.Columns[1]] };
        var nothing = () => new TableConditions(none).Draw(1, ConditionFrequency.Log, 0);
        nothing.Should().Throw<InvalidOperationException>();
    }
}
