using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

/// <summary>A generator whose weights are set by hand: it makes what it is asked for, or any category alike.</summary>
public sealed class TableSamplerTests
{
    private const int Rows = 4000;

    private static readonly TableEncoding Encoding = new()
    {
        Columns = [Words("size", ["s", "m", "l"], [950, 30, 20]), Words("colour", ["red", "blue"], [300, 700])],
        MissingMarks = [],
        HasHeader = true,
    };

    private static CategoricalColumn Words(string name, string[] words, long[] counts) =>
        new(name, MissingValues.Error, OneHotCode.ZeroAndOne, words, words[0]) { Counts = counts };

    private static TrainedTable Generator(TableEncoding encoding, bool obedient)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var size = encoding.Width;
        var plan = new NetworkPlan
        {
            Family = new CtganOptions
            {
                NoiseSize = 2,
                GeneratorWidths = [],
                Heads = TableHeads.Of(encoding),
            },
            SampleShape = [size],
            DataCondition = ConditionSpec.Vectors(size),
            Conditioning = new VectorConcatenation(size),
        };
        using var generator = plan.MakeGenerator();
        foreach (var weight in generator.parameters())
        {
            weight.zero_();
        }
        if (obedient)
        {
            // the entries behind the noise are the condition's
            generator.parameters().First(weight => weight.dim() == 2).narrow(1, 2, size).copy_(100 * eye(size));
        }
        return TrainedTable.Of(TrainedGan.Of(generator, plan, "rows", 1), encoding);
    }

    [Fact]
    public void A_category_that_95_percent_of_the_rows_have_is_sampled_as_often()
    {
        using var table = Generator(Encoding with { Columns = [Encoding.Columns[0]] }, obedient: true);
        var rows = table.Sample(Rows, seed: 5);
        foreach (var (word, share) in new[] { ("s", 0.95), ("m", 0.03), ("l", 0.02) })
        {
            var found = rows.Count(row => row[0] == word) / (double)Rows;
            found.Should().BeApproximately(share, 4 * Math.Sqrt(share * (1 - share) / Rows), "of {0}", word);
        }
    }

    [Theory]
    [InlineData("size", "m")]
    [InlineData("size", "l")]
    [InlineData("colour", "red")]
    [InlineData("colour", "blue")]
    public void The_generator_is_told_the_category_whatever_the_column(string column, string category)
    {
        using var table = Generator(Encoding, obedient: true);
        var place = column == "size" ? 0 : 1;
        // every row that it makes is as it was asked, so that as many draws as rows will do
        using var condition = new TableConditions(Encoding).Of(column, category, 50);
        using var samples = table.Gan.Sample(condition, seed: 1);
        Encoding.Decode(samples).Should().OnlyContain(row => row[place] == category);
        table.Sample(50, new TableCondition(column, category), 1).Should().OnlyContain(row => row[place] == category);
    }

    [Fact]
    public void One_that_does_not_obey_is_asked_until_enough_rows_fit()
    {
        using var table = Generator(Encoding, obedient: false);
        var rows = table.Sample(300, new TableCondition("size", "l").And("colour", "blue"), seed: 2);
        rows.Should().HaveCount(300).And.OnlyContain(row => row[0] == "l" && row[1] == "blue");
    }

    [Fact]
    public void What_is_hardly_ever_made_ends_with_a_sentence()
    {
        using var table = Generator(Encoding, obedient: true);
        using var bias = table.Gan.Generator.parameters().Single(weight => weight.dim() == 1);
        using (no_grad())
        {
            bias.narrow(0, 3, 1).fill_(1e4f); // red, whatever is asked
        }
        var asked = () => table.Sample(2, new TableCondition("colour", "blue"), seed: 1);
        asked
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*only 0 have colour = 'blue', but 2 are wanted*");
    }
}
