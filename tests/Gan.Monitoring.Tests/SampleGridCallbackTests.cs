using Gan.Data;

namespace Gan.Monitoring.Tests;

public sealed class SampleGridCallbackTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_training_leaves_ten_grids_and_the_last_one_again()
    {
        using var data = Small.Images();
        var grids = new SampleGridCallback(folder["new"], count: 9);
        Small.Gan(data).AddCallback(grids).Train().Dispose();
        grids
            .Files.Select(Path.GetFileName)
            .Should()
            .Equal(Enumerable.Range(1, 10).Select(n => $"grid-{2 * n:D6}.png"));
        File.ReadAllBytes(Path.Combine(folder["new"], "grid.png")).Should().Equal(File.ReadAllBytes(grids.Files[^1]));
        var png = Png.Open(grids.Files[0]);
        (png.Width, png.Height, png.Channels).Should().Be(((3 * 14) + 2, (3 * 10) + 2, 1));
    }

    [Fact]
    public void A_training_shorter_than_the_moments_leaves_a_grid_for_each_step()
    {
        using var data = Small.Images(channels: 3);
        var grids = new SampleGridCallback(folder.Path, count: 4);
        Small.Gan(data, steps: 3).AddCallback(grids).Train().Dispose();
        grids.Files.Select(Path.GetFileName).Should().Equal("grid-000001.png", "grid-000002.png", "grid-000003.png");
        Png.Open(folder["grid.png"]).Channels.Should().Be(3);
    }

    [Fact]
    public void All_grids_show_the_same_latents()
    {
        // A generator that does not learn draws the same picture each time.
        using var data = Small.Images();
        var grids = new SampleGridCallback(folder.Path);
        Small.Gan(data).WithOptimizers(new AdamOptions(1e-30), new AdamOptions()).AddCallback(grids).Train().Dispose();
        grids.Files.Select(file => Png.Open(file).Pixels).Should().AllBeEquivalentTo(Png.Open(grids.Files[0]).Pixels);
    }

    [Fact]
    public void A_cancelled_training_leaves_a_grid_of_its_last_step()
    {
        using var data = Small.Images();
        var grids = new SampleGridCallback(folder.Path);
        using var trainer = Small.Gan(data, steps: 1000).AddCallback(grids).Build();
        foreach (var report in trainer.Steps())
        {
            if (report.Step == 5)
            {
                break;
            }
        }
        File.Exists(folder["grid-000005.png"]).Should().BeTrue();
        File.Exists(folder["grid.png"]).Should().BeTrue();
    }

    [Fact]
    public void After_a_return_to_a_checkpoint_its_moments_come_again()
    {
        using var data = Small.Images();
        using var trainer = Small.Gan(data, steps: 9).Build();
        var grids = new SampleGridCallback(folder.Path, count: 4, moments: 3);
        grids.OnStart(trainer.Context);
        var drawn = new List<long>();
        foreach (var step in new long[] { 1, 2, 3, 4, 5, 6, 2, 3, 4, 5, 6, 7 })
        {
            File.Delete(folder["grid-000000.png"]); // this context stays at step 0
            grids.OnStep(trainer.Context, Reports.Of(step));
            if (File.Exists(folder["grid-000000.png"]))
            {
                drawn.Add(step);
            }
        }
        drawn.Should().Equal(3, 6, 3, 6);
        grids.Files.Should().ContainSingle("a picture that is drawn again is the same file");
    }

    [Fact]
    public void Points_are_plotted_over_real_ones()
    {
        using var ring = GaussianMixture.Ring(count: 500);
        Small.Gan(ring, steps: 2).AddCallback(new SampleGridCallback(folder.Path)).Train().Dispose();
        var png = Png.Open(folder["grid.png"]);
        png.Pixels.Chunk(3)
            .Should()
            .Contain(p => p[0] == 190, "real points are grey")
            .And.Contain(p => p[0] == 20, "generated points are blue");
    }

    [Fact]
    public void Samples_that_cannot_be_drawn_are_an_error_before_the_first_step()
    {
        using var table = ArrayDataset.Table(new float[90], 3);
        FluentActions
            .Invoking(() => Small.Gan(table).AddCallback(new SampleGridCallback(folder.Path)).Train())
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage(
                "Samples of shape [3] cannot be drawn: images [1, H, W], [3, H, W] and [4, H, W] and points [2] can. "
                    + "Leave the SampleGridCallback out."
            );
    }

    public void Dispose() => folder.Dispose();
}
