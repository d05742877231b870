using Gan.Tool.Data;

namespace Gan.Tool.Tests.Data;

public sealed class SeedListTests
{
    [Fact]
    public void Numbers_and_spans_are_seeds() => SeedList.Read("0, 1,4-6").Should().Equal(0, 1, 4, 5, 6);

    [Theory]
    [InlineData("")]
    [InlineData("1,")]
    [InlineData("6-4")]
    [InlineData("-1")]
    [InlineData("1-2-3")]
    [InlineData("0-9223372036854775806")]
    [InlineData("0-60000,0-60000")]
    [InlineData("9223372036854775807")]
    public void Anything_else_is_refused_in_one_sentence(string text)
    {
        var read = () => SeedList.Read(text);
        read.Should().Throw<ToolException>().WithMessage($"--seeds takes numbers*but was '{text}'.");
    }
}
