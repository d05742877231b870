using Gan.Tool.Configuration;

namespace Gan.Tool.Tests.Configuration;

public sealed class ConfigJsonTests
{
    [Fact]
    public void What_nobody_chose_is_not_written_for_a_preset_may_choose_it()
    {
        ConfigJson.Text(new TrainingOptions()).Should().NotContainAny("steps", "batchSize", "minutes", "average");
        ConfigJson
            .Text(new TrainingOptions { Steps = 1500, BatchSize = 64 })
            .Should()
            .ContainAll("\"steps\": 1500", "\"batchSize\": 64");
    }

    [Fact]
    public void What_follows_from_settings_is_none()
    {
        ConfigJson.Settings(typeof(TrainingOptions)).Select(s => s.Name).Should().NotContain("averages");
        ConfigJson
            .Settings(typeof(AdamOptions))
            .Select(s => s.Name)
            .Should()
            .Contain("beta2")
            .And.NotContain("hasMomentum");
    }
}
