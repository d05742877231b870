using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Checkpoints;

/// <summary>Who reads the data is no setting of the training: any number of workers, and another after each resume,
/// gives the same bytes.</summary>
public sealed class DataWorkersTests : IDisposable
{
    private const string Manifest = "checkpoint.json"; // tells the number of workers

    private readonly string folder = Directory.CreateTempSubdirectory("gan-workers").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static GanBuilder Builder(int workers, int? part = null)
    {
        var data = Tiny.Images()
            .WithAugmentation(
                new RandomFlip(),
                new RandomCrop(1),
                new RandomAffine { Rotation = (-10, 10) },
                new RandomColor { Contrast = (0.5, 1.5) }
            );
        return Tiny.Builder(data)
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                    Dropout = 0.3,
                }
            )
            .AddPenalty(new R1Penalty(), every: 3)
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 6,
                    BatchSize = 8,
                    CriticSteps = 2,
                    DiscriminatorWarmUp = 1,
                    Seed = 7,
                    DataGrowth = new DataGrowth(0.5),
                    DataWorkers = workers,
                    MicroBatch = part,
                }
            );
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public void A_training_resumed_with_another_number_of_workers_is_the_straight_one_byte_for_byte(int? part)
    {
        var whole = Path.Combine(folder, "whole");
        var pieces = Path.Combine(folder, "pieces");
        using (var straight = Builder(0, part).WithCheckpoints(new(whole) { Every = 100 }).Build())
        {
            straight.Steps().Count();
        }

        foreach (var (workers, leaveAfter) in new[] { (2, 2), (0, 3), (3, 100) })
        {
            using var piece = Builder(workers, part).WithCheckpoints(new(pieces) { Every = 1, Resume = true }).Build();
            foreach (var report in piece.Steps())
            {
                if (report.Step == leaveAfter)
                {
                    break;
                }
            }
        }
        var expected = Newest(whole);
        var actual = Newest(pieces);
        Path.GetFileName(actual).Should().Be(Path.GetFileName(expected));
        var files = Directory
            .GetFiles(expected)
            .Select(f => Path.GetFileName(f)!)
            .Except([Manifest, Manifest + ".sha256"])
            .ToList();
        files.Should().HaveCount(6);
        foreach (var file in files)
        {
            File.ReadAllBytes(Path.Combine(actual, file))
                .AsSpan()
                .SequenceEqual(File.ReadAllBytes(Path.Combine(expected, file)))
                .Should()
                .BeTrue("{0} must be the same", file);
        }
    }

    [Fact]
    public void The_report_tells_how_long_the_training_waited_for_data()
    {
        foreach (var workers in new[] { 0, 1 })
        {
            using var trainer = Builder(workers).Build();
            trainer.Steps().ToList().Should().OnlyContain(r => r.DataWait > TimeSpan.Zero && r.DataWait < r.Duration);
        }
    }

    [Fact]
    public void A_disposed_trainer_leaves_no_tensor_of_a_worker_behind()
    {
        long made;
        using (var first = Builder(2).Build())
        {
            first.Steps().First();
            made = TensorCount.Made(first);
        }
        var before = Tensor.TotalCount;
        using (var trainer = Builder(2).Build())
        {
            trainer.Steps().First();
        }
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before + made);
    }

    [Theory]
    [InlineData(-1, "DataWorkers must be at least 0, but was -1.")]
    [InlineData(65, "DataWorkers must be at most 64, but was 65.")]
    public void A_number_of_workers_out_of_range_is_told(int workers, string problem) =>
        new TrainingOptions { DataWorkers = workers }
            .Problems()
            .Should()
            .Equal(problem);

    private static string Newest(string folder) =>
        Directory.GetDirectories(folder, "step-*").Max(StringComparer.Ordinal)!;
}
