using Gan.Monitoring.Tests.Health;

namespace Gan.Monitoring.Tests.Report;

public sealed class NeighbourhoodTests : ReportTest
{
    [Fact]
    public void Copies_of_training_samples_are_named_as_such_and_others_are_not()
    {
        var copies = HealthCases.Failing.Single(c => c.Expected == HealthKind.Memorisation) with { Steps = 5 };
        using var few = copies.Data();
        HealthCases
            .Builder(copies, few, 0, whole: false)
            .AddCallback(new HtmlReport(folder["copies.html"]))
            .Train()
            .Dispose();
        File.ReadAllText(folder["copies.html"])
            .Should()
            .Contain(": these are copies.")
            .And.NotContain("these are no copies");
        Train(Small.Images()).Should().Contain(": these are no copies.");
    }

    [Fact]
    public void Features_decide_what_is_near()
    {
        using var data = Small.Images();
        var widths = new List<long>();
        Train(
            data,
            new()
            {
                Features = samples =>
                {
                    widths.Add(samples.shape[1]);
                    return samples.mean([2, 3]);
                },
            }
        );
        widths.Should().NotBeEmpty().And.OnlyContain(width => width == 1);
    }
}
