namespace Gan.Tests.Networks.Texts;

public class SeqGanOptionsTests
{
    /// <summary>The widths of the authors' code: 1,720 filters for texts of twenty tokens.</summary>
    [Fact]
    public void The_papers_judge_has_1720_filters() =>
        SeqGanOptions.PaperWindows.Sum(window => window.Filters).Should().Be(1720);

    [Fact]
    public void All_settings_are_checked() =>
        new SeqGanOptions
        {
            Tokens = 1,
            Length = 0,
            EndToken = 4,
            Embedding = 0,
            Hidden = 0,
            WeightDeviation = 0,
            JudgeEmbedding = 0,
            Dropout = 1,
            Windows = [new(0, 1)],
        }
            .Problems([3])
            .Select(problem => problem.What)
            .Should()
            .Equal(
                "SeqGanOptions.Tokens must be at least 2, but was 1.",
                "SeqGanOptions.Length must be at least 1, but was 0.",
                "SeqGanOptions.EndToken must be at most 0, but was 4.",
                "SeqGanOptions.Embedding must be at least 1, but was 0.",
                "SeqGanOptions.Hidden must be at least 1, but was 0.",
                "SeqGanOptions.WeightDeviation must be greater than 0, but was 0.",
                "SeqGanOptions.JudgeEmbedding must be at least 1, but was 0.",
                "SeqGanOptions.Dropout must be in [0, 1), but was 1.",
                "SeqGanOptions.Windows must each have a width and filters of at least 1.",
                "SeqGanOptions.Length makes samples of shape [0], but samples have shape [3]."
            );

    [Fact]
    public void A_network_has_at_least_the_weights_that_its_file_must_hold()
    {
        var options = (INetworkFamily)TextWitness.Options;
        using var writer = options.Generator(TextWitness.Spec);
        using var judge = options.Discriminator(TextWitness.Spec);
        options
            .LeastGeneratorWeights(TextWitness.Spec)
            .Should()
            .BeInRange(0.5 * TextWitness.Weights(writer), TextWitness.Weights(writer));
        options
            .LeastDiscriminatorWeights(TextWitness.Spec)
            .Should()
            .BeInRange(0.5 * TextWitness.Weights(judge), TextWitness.Weights(judge));
    }

    [Fact]
    public void Settings_are_equal_by_value_and_told_in_one_line()
    {
        var one = TextWitness.Options with { Windows = [new(2, 3)] };
        one.Should().Be(TextWitness.Options with { Windows = [new(2, 3)] });
        one.Should().NotBe(TextWitness.Options);
        one.ToString().Should().Contain("Tokens = 5, Length = 5, EndToken = 0").And.Contain("Windows = 2x3");
    }
}
