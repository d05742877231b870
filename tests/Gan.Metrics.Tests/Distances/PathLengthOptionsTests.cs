namespace Gan.Metrics.Tests.Distances;

public class PathLengthOptionsTests
{
    public static TheoryData<PathLengthOptions, string> Wrong =>
        new()
        {
            {
                new() { LatentSize = 0 },
                "LatentSize must be at least 1, but was 0."
            },
            {
                new() { LatentSize = 1, Pairs = 0 },
                "Pairs must be at least 1, but was 0."
            },
            {
                new() { LatentSize = 1, BatchSize = 0 },
                "BatchSize must be at least 1, but was 0."
            },
            {
                new() { LatentSize = 1, Epsilon = 0 },
                "Epsilon must be in (0, 1), but was 0."
            },
            {
                new() { LatentSize = 1, TrimmedPercent = 50 },
                "TrimmedPercent must be in [0, 50), but was 50."
            },
        };

    [Theory, MemberData(nameof(Wrong))]
    public void A_setting_out_of_its_range_is_named_with_its_bound(PathLengthOptions options, string message) =>
        FluentActions
            .Invoking(() => PerceptualPathLength.Compute(z => z, (a, b) => (a - b).sum(1), options))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(message + "*");
}
