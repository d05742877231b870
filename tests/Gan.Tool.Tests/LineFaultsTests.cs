namespace Gan.Tool.Tests;

public sealed class LineFaultsTests
{
    [Theory]
    [InlineData("trian", "Did you mean 'train'?")]
    [InlineData("train --stpes 3", "Did you mean '--steps'?")]
    [InlineData("sample x --cuont 3", "Did you mean '--count'?")]
    public void The_word_that_was_probably_meant_is_named(string line, string sentence)
    {
        var run = ToolRun.Of(line);
        run.Status.Should().Be(2);
        run.Errors.Should().Contain(sentence).And.EndWith("'--help' lists what there is.\n");
        run.Errors.TrimEnd('\n').Should().NotContain("\n");
    }

    [Fact]
    public void Nothing_is_guessed_from_a_word_that_is_like_none() =>
        ToolRun.Of("train --nonsense").Errors.Should().NotContain("Did you mean");

    [Fact]
    public void The_words_that_an_option_takes_stand_in_one_line()
    {
        var errors = ToolRun.Of("export x --storage colours").Errors;
        errors.TrimEnd('\n').Should().NotContain("\n");
        errors.Should().Contain("'colours'").And.Contain("'float16', 'int8'.");
    }

    [Fact]
    public void The_name_of_a_parameter_is_left_out()
    {
        var fault = new ArgumentException("count must be at least 1.", "count");
        fault.Message.Should().Contain("Parameter");
        LineFaults.WithoutParameter(fault).Should().Be("count must be at least 1.");
    }
}
