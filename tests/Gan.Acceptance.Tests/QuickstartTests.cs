using System.Diagnostics;
using System.Text.Json;
using Gan.Data;
using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests;

/// <summary>
/// The quick start as a user runs it, shorter, and its samples judged by a classifier that learnt real digits.
/// docs/results.md has the full run, which must reach an inception score of 6.5 with every class at 3 % or more.
/// </summary>
public sealed class QuickstartTests : IDisposable
{
    private const int Steps = 1500;
    private readonly string folder = Directory.CreateTempSubdirectory("gan-quickstart").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_short_quickstart_leaves_its_files_and_samples_on_the_way_to_digits()
    {
        Run("--steps", Steps.ToString(), "--out", folder);
        File.Exists(Path.Combine(folder, "grid.png")).Should().BeTrue();
        Directory.GetFiles(folder, "grid-*.png").Length.Should().BeInRange(8, 13);
        using var scope = NewDisposeScope();
        var samples = NpyFile.Read(Path.Combine(folder, "samples.npy"));
        samples.shape.Should().Equal(1000, 1, 28, 28);
        samples.abs().max().ToSingle().Should().BeLessThanOrEqualTo(1);
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json")));
        record.RootElement.ToString().Should().Contain("HingeLoss").And.Contain($"{Steps}");
        using (var gan = TrainedGan.Load(Path.Combine(folder, "generator.safetensors")))
        {
            gan.Sample(2, seed: 1).shape.Should().Equal(2, 1, 28, 28);
        }

        using var digits = Mnist.Embedded();
        using var classifier = ImageClassifier.Train(digits, samples: ..9000);
        classifier.Accuracy(digits, 9000..).Should().BeGreaterThanOrEqualTo(0.98);
        var real = InceptionScore.Compute(classifier.Probabilities(digits.Read(arange(9000, 10000), CPU).Samples));
        real.Mean.Should().BeGreaterThan(9);
        var made = InceptionScore.Compute(classifier.Probabilities(samples));
        // Noise and blobs are taken for one or two classes (about 1.4); after 1,500 steps strokes like those of digits
        // are there.
        made.Mean.Should().BeGreaterThan(2);
        ClassHistogram
            .Of(classifier.Probabilities(samples))
            .Smallest.Should()
            .BeGreaterThan(0.005, "no class may be missing");
    }

    [Theory]
    [InlineData("--loss nonsense", "nonsense")]
    [InlineData("--data /no/such/folder", "is no folder and none of: mnist, fashion, ring, grid")]
    [InlineData("--batch 1 --steps 1", "BatchSize must be at least 2, but was 1.")]
    [InlineData("--steps 0", "Steps must be at least 1, but was 0.")]
    public void A_bad_option_ends_with_status_1_and_says_what_is_allowed(string arguments, string message)
    {
        var (status, _, errors) = Start([.. arguments.Split(' '), "--out", folder]);
        status.Should().Be(1);
        errors.Should().Contain(message);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said_in_one_sentence_before_the_training()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "a file is in the way");
        var (status, output, errors) = Start(["--steps", "1", "--out", Path.Combine(file, "out")]);
        status.Should().Be(1);
        output.Should().BeEmpty();
        errors.Trim().Should().NotContain("\n").And.Contain(file);
    }

    [Fact]
    public void Points_of_a_ring_are_trained_with_the_fully_connected_networks()
    {
        var output = Run("--data", "ring", "--loss", "vanilla", "--steps", "5", "--out", folder);
        output.Should().Contain("5/5");
        NpyFile.Read(Path.Combine(folder, "samples.npy")).shape.Should().Equal(1000, 2);
    }

    private static string Run(params string[] arguments)
    {
        var (status, output, errors) = Start(arguments);
        status.Should().Be(0, errors);
        return output;
    }

    private static (int Status, string Output, string Errors) Start(string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [SampleProgram.Path("Quickstart"), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
