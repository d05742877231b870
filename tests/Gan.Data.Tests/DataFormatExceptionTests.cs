namespace Gan.Data.Tests;

public class DataFormatExceptionTests
{
    [Fact]
    public void The_message_names_file_expected_found_and_remedy()
    {
        var error = new DataFormatException("digits.idx", "10 labels", "9", "Copy the file again.");
        error.Message.Should().Be("digits.idx: expected 10 labels, but found 9. Copy the file again.");
        (error.File, error.Expected, error.Found, error.Remedy)
            .Should()
            .Be(("digits.idx", "10 labels", "9", "Copy the file again."));
    }
}
