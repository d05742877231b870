namespace Gan.Tests;

public sealed class ProblemTests
{
    [Fact]
    public void A_problem_reads_as_what_was_found_and_the_remedy()
    {
        new Problem("It is red.", "Paint it.").ToString().Should().Be("It is red. Paint it.");
        new Problem("It is red.").ToString().Should().Be("It is red.");
        new Problem("It is red.", "Paint it.").In("Door").ToString().Should().Be("Door: It is red. Paint it.");
    }

    [Fact]
    public void A_sentence_is_a_problem_and_no_sentence_is_none()
    {
        Problem problem = "It is red.";
        problem.What.Should().Be("It is red.");
        string? none = null;
        Problem? nothing = none;
        nothing.Should().BeNull();
    }

    [Fact]
    public void Two_problems_are_equal_that_read_the_same()
    {
        Problem whole = "It is red. Paint it.";
        whole.Should().Be(new Problem("It is red.", "Paint it."));
        whole.GetHashCode().Should().Be(new Problem("It is red.", "Paint it.").GetHashCode());
        whole.Should().NotBe(new Problem("It is red."));
    }

    [Fact]
    public void What_was_thrown_stays_with_the_problem_and_becomes_the_inner_exception()
    {
        var thrown = new FormatException("twelve");
        var problem = new Problem("It is red.") { Cause = thrown }.In("Door");
        problem.Should().Be(new Problem("Door: It is red."), "a cause is no text");
        new GanConfigurationException([new("It is blue."), problem]).InnerException.Should().BeSameAs(thrown);
        new GanConfigurationException([new("It is blue.")]).InnerException.Should().BeNull();
    }
}
