using Gan.Losses;
using Gan.Tool.Configuration;

namespace Gan.Tool.Tests.Configuration;

public sealed class ConfigValuesTests
{
    [Theory]
    [InlineData(typeof(long), "1e4", "10000")]
    [InlineData(typeof(int), "10_000", "10000")]
    [InlineData(typeof(int), "3000000000", null)]
    [InlineData(typeof(int), "1.5", null)]
    [InlineData(typeof(long), "1e-1", null)]
    [InlineData(typeof(ulong), "-1", null)]
    [InlineData(typeof(ulong), "18446744073709551615", "18446744073709551615")]
    [InlineData(typeof(double), "1e-4", "0.0001")]
    [InlineData(typeof(double), "1,5", null)]
    [InlineData(typeof(double), ".inf", null)]
    [InlineData(typeof(double), "NaN", null)]
    [InlineData(typeof(bool), "No", "false")]
    [InlineData(typeof(bool), "1", null)]
    [InlineData(typeof(char), ";", "\";\"")]
    [InlineData(typeof(char), ";;", null)]
    [InlineData(typeof(string), "no", "\"no\"")]
    [InlineData(typeof(RelativisticForm), "HINGE", "\"hinge\"")]
    [InlineData(typeof(RelativisticForm), "1", null)]
    [InlineData(typeof(DiffAugmentPolicy), "color, translation", "\"color, translation\"")]
    public void A_word_is_read_by_the_type_that_is_asked_for(Type type, string text, string? json) =>
        ConfigValues.Read(new ConfigScalar(text, ""), type)?.ToJsonString().Should().Be(json);
}
