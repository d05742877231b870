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

    [Fact]
    public void Rows_of_another_day_are_read_with_the_encoding_of_the_normal_ones()
    {
        var folder = Directory.CreateTempSubdirectory("gan-docs").FullName;
        var (csv, others) = (Path.Combine(folder, "normal.csv"), Path.Combine(folder, "today.csv"));
        var (file, json) = (Path.Combine(folder, "detector"), Path.Combine(folder, "encoding.json"));
        File.WriteAllLines(csv, ["machine,heat", "mill,1.5", "lathe,2.5", "mill,2", "lathe,1"]);
        File.WriteAllLines(others, ["machine,heat", "mill,1.5", "lathe,90"]);
        var table = CsvTable.Load(csv);
        using var normal = table.ToDataset();
        using var detector = new AnomalyBuilder().WithData(normal).WithFAnoGan().With(Short).WithEncoder(Short).Train();
        detector.Save(file);
        table.Encoding.Save(json);

        using var loaded = AnomalyDetector.Load(file);
        var encoding = TableEncoding.Load(json);
        using var today = CsvTable.Load(others, encoding).ToDataset();
        using var rows = today.Read(arange(today.Count), CPU);
        using var scores = loaded.Score(rows.Samples);
        using var differences = loaded.Explain(rows.Samples);
        var worst = scores.argmax().ToInt64();
        var column = encoding.ColumnOf(differences[worst].argmax().ToInt64()).Name;
        worst.Should().Be(1);
        column.Should().Be("heat");
        Directory.Delete(folder, recursive: true);
    }

    private static GanBuilder Short(GanBuilder gan) =>
        gan.WithTraining(new TrainingOptions { Steps = 2, BatchSize = 4 });
}
