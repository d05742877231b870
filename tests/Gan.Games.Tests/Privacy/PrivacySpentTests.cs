namespace Gan.Games.Tests;

public sealed class PrivacySpentTests
{
    private static readonly PrivacySpent Spent = new(2.75, 1e-5, 0.0125, 1.1, 0.5, 1234);

    [Fact]
    public void A_file_holds_it_whole() => PrivacySpent.Parse(Spent.ToText()).Should().Be(Spent);

    [Fact]
    public void It_says_epsilon_and_delta_first() =>
        Spent.ToString().Should().StartWith("(ε, δ) = (2.75, 1e-05) after 1234 updates");

    [Theory]
    [InlineData("")]
    [InlineData("1 2 3")]
    [InlineData("NaN 1E-05 0.1 1 1 3")]
    [InlineData("-1 1E-05 0.1 1 1 3")]
    [InlineData("1 1E-05 0.1 1 1 -3")]
    [InlineData("1 1E-05 0.1 1 1 1E+300")]
    [InlineData("1 1E-05 2 1 1 3")]
    public void What_cannot_be_is_refused(string text) => PrivacySpent.Parse(text).Should().BeNull();
}
