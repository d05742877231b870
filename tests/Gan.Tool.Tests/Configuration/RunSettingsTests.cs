using Gan.Tool.Configuration;

namespace Gan.Tool.Tests.Configuration;

public sealed class RunSettingsTests
{
    [Fact]
    public void Paths_are_made_full_and_names_stay()
    {
        var settings = new RunSettings
        {
            Data = new DataSettings { Source = "photos", Cache = "a.cache" },
            Checkpoints = new CheckpointSettings { Folder = "store" },
        }.WithFullPaths();
        settings.Data.Source.Should().Be(Path.GetFullPath("photos"));
        settings.Data.Cache.Should().Be(Path.GetFullPath("a.cache"));
        settings.Checkpoints.Folder.Should().Be(Path.GetFullPath("store"));
        var named = new RunSettings { Checkpoints = new CheckpointSettings { Folder = "none" } }.WithFullPaths();
        named.Data.Source.Should().Be("mnist");
        named.Checkpoints.In("run").Should().BeNull();
        new CheckpointSettings().In("run").Should().Be(Path.Combine("run", "checkpoints"));
    }
}
