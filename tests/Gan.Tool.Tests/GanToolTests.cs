namespace Gan.Tool.Tests;

public sealed class GanToolTests
{
    [Theory]
    [InlineData("", 2)]
    [InlineData("nonsense", 2)]
    [InlineData("config", 2)]
    [InlineData("report /no/such", 2)]
    [InlineData("data /no/such", 2)]
    [InlineData("verify /no/such", 1)]
    [InlineData("--help", 0)]
    [InlineData("train --help", 0)]
    public void A_command_ends_with_its_status(string line, int status)
    {
        var run = ToolRun.Of(line);
        run.Status.Should().Be(status, run.Errors);
        if (status != 0)
        {
            run.Errors.Trim().Should().NotBeEmpty().And.NotContain("   at ");
        }
    }
}
