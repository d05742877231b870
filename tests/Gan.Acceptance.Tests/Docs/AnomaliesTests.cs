using Gan.Data;
using Gan.Games;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>The code of docs/anomalies.md that is not in a sample.</summary>
public sealed class AnomaliesTests
{
    [Fact]
    public void Latents_can_be_searched_without_an_encoder()
    {
        using var normal = ArrayDataset.Table(new float[16, 3]);
        using var trainer = new AnomalyBuilder().WithData(normal).WithFAnoGan().With(Short).BuildGan();
        using var gan = trainer.Train();
        using var judge = trainer.SnapshotDiscriminator();
        using var search = AnomalyDetector.AnoGan(gan, judge, new LatentSearch { Steps = 50, Starts = 2 });
        using var scores = search.Score(zeros(4, 3));
        scores.ge(0).all().ToBoolean().Should().BeTrue();
    }

    private static GanBuilder Short(GanBuilder gan) =>
        gan.WithTraining(new TrainingOptions { Steps = 2, BatchSize = 4 });
}
