using System.Diagnostics;

namespace Gan.Acceptance.Tests;

/// <summary>Runs each sample as a user does, as a program of its own, with few steps.</summary>
public sealed class SampleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Samples = Path.Combine(SampleProgram.Root, "samples");

    [Theory]
    [InlineData(
        "OwnNetworks",
        3,
        "loaded again they are the same",
        "own-networks/grid.png",
        "own-networks/generator.safetensors"
    )]
    [InlineData("OwnLoss", 4, "64 samples", "own-loss/grid.png")]
    [InlineData(
        "Conditional",
        2,
        "each of the 10 classes",
        "conditional/sevens.png",
        "conditional/digits.png",
        "conditional/generator.safetensors"
    )]
    [InlineData("OwnLoop", 4, "the ring after 4 steps", "own-loop/points.png")]
    [InlineData("ByHand", 4, "1000 points", "by-hand/points.npy")]
    [InlineData("Telemetry", 4, "gan.training.steps: 4 in all {step}")]
    [InlineData("PlainMlp", 4, "64 samples", "plain-mlp/grid.png", "plain-mlp/walk.png")]
    [InlineData(
        "ImageFolder",
        2,
        "300 images of 32 x 32, 10 classes, 0 files skipped",
        "image-folder/grid.png",
        "image-folder/pictures.cache",
        "image-folder/generator.safetensors"
    )]
    [InlineData("Anomaly", 2, "five anomalies", "anomaly/detector.safetensors", "anomaly/differences.png")]
    [InlineData("Table", 3, "1000 new trees", "table/made.csv", "table/encoding.json")]
    [InlineData(
        "Ctgan",
        3,
        "500 that were returned",
        "ctgan/made.csv",
        "ctgan/returned.csv",
        "ctgan/comparison.html",
        "ctgan/orders.safetensors"
    )]
    [InlineData(
        "SeqGan",
        3,
        "of 1000 towns are new",
        "seqgan/towns.safetensors",
        "seqgan/towns.txt",
        "seqgan/sweep.svg"
    )]
    [InlineData("Distributed", 3, "out/distributed: 3 steps", "distributed/digits.png")]
    [InlineData("Privacy", 3, "Spent (ε, δ) = (", "privacy/made.csv", "privacy/comparison.html")]
    [InlineData(
        "Pix2pix",
        2,
        "9000 pairs to learn from",
        "pix2pix/grid.png",
        "pix2pix/report.html",
        "pix2pix/translator.safetensors"
    )]
    [InlineData(
        "SuperResolution",
        2,
        "shows bicubic, SRResNet, SRGAN and truth",
        "super-resolution/grid.png",
        "super-resolution/upscaler.safetensors"
    )]
    [InlineData(
        "Inpainting",
        2,
        "known pixels differ by 0\n",
        "inpainting/grid.png",
        "inpainting/completer.safetensors"
    )]
    [InlineData(
        "CycleGan",
        2,
        "there and back",
        "cyclegan/grid.png",
        "cyclegan/report.html",
        "cyclegan/cycle.safetensors"
    )]
    [InlineData("Growing", 4, "out/growing: 4 steps", "growing/growing.png", "growing/digits.png")]
    [InlineData(
        "StyleGan",
        2,
        "the style nearest to a digit is",
        "style-gan/truncated.png",
        "style-gan/mixed.png",
        "style-gan/walk.png"
    )]
    [InlineData(
        "Unrolled",
        2,
        "5 steps ahead",
        "unrolled/points-0.png",
        "unrolled/points-5.png",
        "unrolled/report-5.html"
    )]
    public void A_sample_trains_and_leaves_what_it_says(string sample, int steps, string line, params string[] files)
    {
        var folder = Directory.CreateTempSubdirectory("gan-sample").FullName;
        try
        {
            var (status, output) = Run(sample, folder, "--steps", steps.ToString());
            status.Should().Be(0, "{0} wrote: {1}", sample, output);
            output.Should().Contain(line);
            foreach (var file in files)
            {
                var path = Path.Combine(folder, "out", file);
                File.Exists(path).Should().BeTrue("{0} says so", sample);
                new FileInfo(path).Length.Should().BeGreaterThan(100);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static TheoryData<string, string, int, string> Arguments =>
        new()
        {
            { "PlainMlp", "--help", 0, "This sample takes --steps <value>." },
            { "PlainMlp", "--stps 5", 1, "This sample takes --steps <value>, but was given '--stps'." },
            { "ByHand", "--steps", 1, "This sample takes --steps <value>, but --steps was given no value." },
            { "Table", "--steps=x", 1, "--steps takes a whole number of at least 1, but was 'x'." },
            {
                "ImageFolder",
                "5",
                1,
                "This sample takes --data <value>, --size <value>, --steps <value>, but was given '5'."
            },
        };

    [Theory, MemberData(nameof(Arguments))]
    public void A_sample_says_in_one_sentence_what_it_takes(
        string sample,
        string arguments,
        int expected,
        string sentence
    )
    {
        var (status, output) = Run(sample, Path.GetTempPath(), arguments.Split(' '));
        (status, output.Trim()).Should().Be((expected, sentence));
    }

    [Fact]
    public void A_sample_takes_its_steps_behind_an_equals_sign_too()
    {
        var folder = Directory.CreateTempSubdirectory("gan-sample").FullName;
        try
        {
            Run("Telemetry", folder, "--steps=4").Output.Should().Contain("gan.training.steps: 4 in all {step}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_sample_is_run_by_a_test()
    {
        var run = typeof(SampleTests)
            .GetMethod(nameof(A_sample_trains_and_leaves_what_it_says))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Cast<InlineDataAttribute>()
            .Select(d => (string)d.GetData(null!).Single()[0]);
        Directory
            .GetDirectories(Samples)
            .Where(d => File.Exists(Path.Combine(d, "Program.cs")))
            .Select(Path.GetFileName)
            .Except(["Quickstart", "Serving"])
            .Should()
            .BeEquivalentTo(run, "the quick start and the server have tests of their own");
    }

    private static (int Status, string Output) Run(string sample, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [SampleProgram.Path(sample), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{sample} did not end within {Patience}.");
        }
        return (process.ExitCode, output.Result + errors.Result);
    }
}
