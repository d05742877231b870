using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>Calls of what was disposed.</summary>
public sealed class DisposedTests
{
    [Fact]
    public void What_was_disposed_says_so_by_its_own_name()
    {
        using var makers = new Makers();
        var gan = (TrainedGan)makers.Make(typeof(TrainedGan));
        var judge = (TrainedDiscriminator)makers.Make(typeof(TrainedDiscriminator));
        var trainer = (GanTrainer)makers.Make(typeof(GanTrainer));
        foreach (var thing in new IDisposable[] { gan, judge, trainer })
        {
            thing.Dispose();
        }
        foreach (var thing in new IDisposable[] { gan, judge, trainer })
        {
            thing.Dispose(); // twice does no harm
        }
        Says(() => gan.Sample(1), nameof(TrainedGan));
        Says(() => gan.Sample(ones(1, 1)), nameof(TrainedGan));
        Says(() => gan.Interpolate(1, 2, 3), nameof(TrainedGan));
        Says(() => gan.Save("nowhere"), nameof(TrainedGan));
        Says(() => judge.Scores(ones(1, 1, 16, 16)), nameof(TrainedDiscriminator));
        Says(() => judge.Save("nowhere"), nameof(TrainedDiscriminator));
        Says(() => trainer.Snapshot(), nameof(GanTrainer));
        Says(() => trainer.SnapshotDiscriminator(), nameof(GanTrainer));
        Says(() => trainer.Steps().Any(), nameof(GanTrainer));
    }

    private static void Says(Action use, string name) =>
        use.Should().Throw<ObjectDisposedException>().Which.ObjectName.Should().Be($"Gan.{name}");
}
