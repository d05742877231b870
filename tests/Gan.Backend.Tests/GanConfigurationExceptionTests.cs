namespace Gan.Tests;

public sealed class GanConfigurationExceptionTests
{
    private static readonly Problem Small = new("BatchSize must be at least 2, but was 1.");
    private static readonly Problem Alone = new("There is one discriminator.", "Add another.");

    [Fact]
    public void One_problem_is_the_message_and_several_are_a_list()
    {
        new GanConfigurationException([Alone]).Message.Should().Be("There is one discriminator. Add another.");
        var several = new GanConfigurationException([Small, Alone]);
        several
            .Message.ReplaceLineEndings("\n")
            .Should()
            .Be("2 problems:\n- BatchSize must be at least 2, but was 1.\n- There is one discriminator. Add another.");
        several.Problems.Should().Equal(Small.ToString(), Alone.ToString());
        several.Details.Should().Equal(Small, Alone);
    }

    [Fact]
    public void Nothing_is_thrown_without_a_problem_and_everything_with_one()
    {
        var nothing = () => GanConfigurationException.ThrowIfAny([]);
        nothing.Should().NotThrow();
        var both = () => GanConfigurationException.ThrowIfAny([Small, Alone]);
        both.Should().Throw<GanConfigurationException>().Which.Details.Should().Equal(Small, Alone);
    }

    [Fact]
    public void An_exception_without_problems_still_says_something() =>
        new GanConfigurationException([]).Message.Should().Be("The settings do not work together.");
}
