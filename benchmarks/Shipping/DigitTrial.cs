using System.Diagnostics;
using Gan;
using Gan.Data;
using Gan.Metrics;
using Gan.Onnx;
using Gan.Runtime;
using static TorchSharp.torch;

namespace Shipping;

/// <summary>Files of a network trained on digits: bytes, PSNR, Fréchet distances on features of a classifier, and time
/// of 8 samples on one thread, turn about with the file in float32.</summary>
internal sealed class DigitTrial(
    ImageDataset digits,
    ImageClassifier classifier,
    string folder,
    int samples,
    int rounds
)
{
    private const int Batch = 8;

    internal static IReadOnlyList<(string, INetworkFamily)> Families { get; } =
    [
        (
            "ResNet",
            new ResNetOptions
            {
                Layout = ResNetLayout.Wgangp64,
                GeneratorMaps = 32,
                DiscriminatorMaps = 16,
            }
        ),
        ("DCGAN, nearest", new DcganOptions { UpsamplingMode = UpsamplingMode.Nearest }),
        ("DCGAN, transposed", new DcganOptions { UpsamplingMode = UpsamplingMode.Transposed }),
    ];

    private static IReadOnlyList<(string, OnnxOptions)> Files { get; } =
    [
        ("float32", new()),
        ("float16", new() { Storage = OnnxStorage.Float16, LeastPsnr = 0 }),
        ("int8", new() { Storage = OnnxStorage.Int8, LeastPsnr = 0 }),
        ("U8S8", new() { Quantisation = new(), LeastPsnr = 0 }),
        (
            "U8S8, other seed",
            new()
            {
                Quantisation = new() { Seed = 77_000 },
                LeastPsnr = 0,
            }
        ),
        (
            "U8S8, percentile",
            new()
            {
                Quantisation = new() { Range = CalibrationRange.Percentile },
                LeastPsnr = 0,
            }
        ),
        (
            "U8S7",
            new()
            {
                Quantisation = new() { SevenBits = true },
                LeastPsnr = 0,
            }
        ),
    ];

    internal IEnumerable<string> Rows(string name, TrainedGan gan)
    {
        var features = new ClassifierFeatures(classifier);
        using var scope = NewDisposeScope();
        Tensor Of(Tensor images) => features.Extract(images);
        var real = Of(digits.Read(arange(Math.Min(samples, digits.Count)), CPU).Samples);
        string? first = null;
        Tensor? exact = null;
        for (var i = 0; i < Files.Count; i++)
        {
            var (file, options) = Files[i];
            var path = Path.Combine(folder, $"{i}.onnx");
            var row = $"| {name} | {file} |";
            OnnxReport report;
            try
            {
                report = gan.ExportOnnx(path, options);
            }
            catch (NotSupportedException)
            {
                continue; // it has no layer to quantise
            }
            first ??= path;
            using var shipped = ShippedGan.Load(path, new() { Threads = 1 });
            var made = Of(tensor(shipped.Sample(samples, seed: 5).Values.ToArray(), [samples, .. gan.SampleShape]));
            exact ??= made;
            var (time, ratio) = Time(first, path);
            yield return row
                + $" {report.Bytes / 1024} | {report.Psnr:0.0} | {FrechetDistance.Compute(real, made):0.000} | "
                + $"{FrechetDistance.Compute(exact, made):0.0000} | {time:0.00} | {ratio:0.00} |";
        }
        using var other = ShippedGan.Load(first!);
        var again = Of(tensor(other.Sample(samples, seed: 6).Values.ToArray(), [samples, .. gan.SampleShape]));
        yield return $"| {name} | float32, other latents |  |  | {FrechetDistance.Compute(real, again):0.000} | "
            + $"{FrechetDistance.Compute(exact!, again):0.0000} |  |  |";
    }

    // Turn about: medians of rounds.
    private (double Milliseconds, double Ratio) Time(string plain, string path)
    {
        using var one = ShippedGan.Load(plain, new() { Threads = 1 });
        using var two = ShippedGan.Load(path, new() { Threads = 1 });
        var times = new List<(double One, double Two)>();
        for (var round = 0; round < rounds; round++)
        {
            times.Add((Once(one), Once(two)));
        }
        double Median(IEnumerable<double> of) => of.Order().ElementAt(rounds / 2);
        return (Median(times.Select(t => t.Two)), Median(times.Select(t => t.One / t.Two)));
    }

    private static double Once(ShippedGan gan)
    {
        var latents = Latents.Draw(1, Batch, gan.LatentSize);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 5; i++)
        {
            gan.Generate(latents);
        }
        return clock.Elapsed.TotalMilliseconds / 5;
    }
}
