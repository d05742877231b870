using System.Text.Json;

namespace Gan.Metrics.Tests;

public class MetricValueTests
{
    private static readonly MetricValue Fid = new()
    {
        Metric = "FID",
        Value = 12.25,
        Interval = 0.5,
        Settings = "N-1",
        Features = "raw pixels",
        FeaturesHash = "ab",
        Resize = "none",
        Split = "digits",
        RealSamples = 1000,
        FakeSamples = 500,
        Seed = 7,
        MovingAverage = true,
    };

    public static TheoryData<MetricValue, string> Unlike =>
        new()
        {
            { Fid with { Metric = "KID" }, "metric 'FID' and 'KID'" },
            { Fid with { Settings = "k=3" }, "settings 'N-1' and 'k=3'" },
            { Fid with { Features = "mine" }, "features 'raw pixels' and 'mine'" },
            { Fid with { FeaturesHash = "cd" }, "features' hash 'ab' and 'cd'" },
            { Fid with { Resize = "299x299 bilinear" }, "resize 'none' and '299x299 bilinear'" },
            { Fid with { Split = "test" }, "split 'digits' and 'test'" },
            { Fid with { RealSamples = 1 }, "real samples '1000' and '1'" },
            { Fid with { FakeSamples = 1 }, "fake samples '500' and '1'" },
            { Fid with { Seed = 8 }, "seed '7' and '8'" },
            { Fid with { MovingAverage = false }, "moving average 'yes' and 'no'" },
            { Fid with { Seed = 8, Split = "test" }, "split 'digits' and 'test'; seed '7' and '8'" },
        };

    [Theory, MemberData(nameof(Unlike))]
    public void Unlike_provenance_is_refused_and_each_difference_named(MetricValue other, string difference)
    {
        FluentActions
            .Invoking(() => Fid.CompareTo(other))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage($"These two values cannot be compared, because they differ in: {difference}.");
        string.Join("; ", Fid.DifferencesFrom(other)).Should().Be(difference);
    }

    [Fact]
    public void Values_of_like_provenance_are_ordered()
    {
        Fid.CompareTo(Fid with { Value = 13, Interval = null }).Should().BeNegative();
        Fid.CompareTo(Fid with { Value = 12 }).Should().BePositive();
        Fid.CompareTo(Fid with { }).Should().Be(0);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-3e-300)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Json_and_back_is_the_same_value(double value)
    {
        MetricValue.FromJson((Fid with { Value = value }).ToJson()).Should().Be(Fid with { Value = value });
        MetricValue
            .FromJson((Fid with { Value = value, Interval = null, Seed = ulong.MaxValue }).ToJson())
            .Seed.Should()
            .Be(ulong.MaxValue);
    }

    [Fact]
    public void Json_names_what_the_value_depends_on()
    {
        using var json = JsonDocument.Parse(Fid.ToJson());
        json.RootElement.EnumerateObject()
            .Select(each => each.Name)
            .Should()
            .BeEquivalentTo(
                "metric",
                "value",
                "interval",
                "settings",
                "features",
                "featuresHash",
                "resize",
                "split",
                "realSamples",
                "fakeSamples",
                "seed",
                "movingAverage"
            );
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData(
        "{\"metric\":\"FID\",\"value\":1,\"split\":\"\",\"realSamples\":1,\"fakeSamples\":1,\"backbone\":\"x\"}"
    )]
    public void Json_of_something_else_is_refused(string json) =>
        FluentActions.Invoking(() => MetricValue.FromJson(json)).Should().Throw<JsonException>();

    [Fact]
    public void Text_has_the_value_its_interval_and_counts() =>
        Fid.ToString().Should().Be("FID 12.25 ± 0.5 (raw pixels, 1000 real, 500 fake)");
}
