using Gan.Data;
using Gan.Monitoring;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/recommended.md shows.</summary>
public sealed class RecommendedPageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-recommended").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_page_s_training_trains()
    {
        for (var i = 0; i < 20; i++)
        {
            using var noise = rand([1, 3, 16, 16]);
            SampleGrid.Draw(noise).Save(Path.Combine(folder, $"{i}.png"));
        }
        var minutes = 0.001;
        using var data = ImageFolder.Load(folder);
        using var gan = new GanBuilder().WithData(data).WithRecommended(minutes).Train();
        gan.Step.Should().BePositive();
    }
}
