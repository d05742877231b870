using System.Text.Json;
using Google.Protobuf;
using TorchSharp;
using static TorchSharp.torch;
using Proto = global::Onnx;

namespace Gan.Onnx;

/// <summary>
/// Ships trained networks as ONNX files (docs/shipping.md): operator set 17, any number of samples at once, batch
/// normalisation folded, weights under the names of the state dict. Each file is run in ONNX Runtime and compared with
/// the trained network before it is written.
/// </summary>
public static class OnnxExport
{
    private const long LargestFile = 2_000_000_000; // of one protobuf message
    private const double Largest = 1e8; // numbers of one input
    private const double FasterFrom = 0.5; // share of multiplications in whole numbers

    /// <summary>Writes a generator: latents, and labels or conditions, to samples. Of a generator with styles the input
    /// "truncation" may be fed too.</summary>
    /// <param name="gan">The GAN, on any device.</param>
    /// <param name="path">The file, which is replaced.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>What was written, and how near it is.</returns>
    /// <exception cref="NotSupportedException">A layer does not say what it computes; it is named.</exception>
    /// <exception cref="InvalidOperationException">The file would differ more than the options allow.</exception>
    /// <exception cref="GanConfigurationException">An option is wrong.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static OnnxReport ExportOnnx(this TrainedGan gan, string path, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(gan);
        return Write(() => OnnxSubject.Of(gan), path, options, gan.Classes);
    }

    /// <summary>Writes a discriminator: samples, and labels or conditions, to scores.</summary>
    /// <param name="judge">The discriminator, on any device.</param>
    /// <inheritdoc cref="ExportOnnx(TrainedGan, string, OnnxOptions?)"/>
    /// <param name="path">The file, which is replaced.</param>
    /// <param name="options">How; null for the defaults.</param>
    public static OnnxReport ExportOnnx(this TrainedDiscriminator judge, string path, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(judge);
        return Write(() => OnnxSubject.Of(judge), path, options, judge.Plan.Condition.Classes);
    }

    /// <summary>Writes a detector of anomalies that has an encoder: samples to scores.</summary>
    /// <param name="detector">The detector, on any device.</param>
    /// <inheritdoc cref="ExportOnnx(TrainedGan, string, OnnxOptions?)"/>
    /// <param name="path">The file, which is replaced.</param>
    /// <param name="options">How; null for the defaults.</param>
    public static OnnxReport ExportOnnx(this AnomalyDetector detector, string path, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(detector);
        return Write(() => OnnxSubject.Of(detector), path, options, classes: null);
    }

    /// <summary>Writes any network of one input, such as a translator's, a classifier's or one of your own, in
    /// evaluation mode.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputShape">Shape of one input, such as [3, 64, 64].</param>
    /// <inheritdoc cref="ExportOnnx(TrainedGan, string, OnnxOptions?)"/>
    /// <param name="path">The file, which is replaced.</param>
    /// <param name="options">How; null for the defaults.</param>
    public static OnnxReport ExportOnnx(
        this nn.Module<Tensor, Tensor> network,
        IReadOnlyList<long> inputShape,
        string path,
        OnnxOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputShape);
        using var modes = new NetworkModes(network);
        network.eval();
        RequireInput(network, inputShape);
        return Write(() => OnnxSubject.Of(network, inputShape, "network"), path, options, classes: null);
    }

    private static void RequireInput(nn.Module<Tensor, Tensor> network, IReadOnlyList<long> inputShape)
    {
        if (
            inputShape.Count == 0
            || inputShape.Any(size => size is < 1 or > int.MaxValue)
            || Size(inputShape) > Largest
        )
        {
            throw new ArgumentException(
                $"An input has a shape such as [3, 64, 64], but was given {ShapeText.Of(inputShape)}.",
                nameof(inputShape)
            );
        }
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        try
        {
            TorchErrors.Guard(() => network.call(zeros([1, .. inputShape], device: OnnxSubject.DeviceOf(network))));
        }
        catch (Exception e) when (e is ArgumentException or System.Runtime.InteropServices.ExternalException)
        {
            throw new ArgumentException(
                $"The network takes no inputs {ShapeText.OfBatch(inputShape)}: {TorchErrors.Text(e)}",
                nameof(inputShape),
                e
            );
        }
    }

    private static double Size(IReadOnlyList<long> shape) => shape.Aggregate(1.0, (a, b) => a * b);

    private static OnnxReport Write(Func<OnnxSubject> describe, string path, OnnxOptions? options, long? classes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var how = options ?? new();
        GanConfigurationException.ThrowIfAny(how.Problems());
        if (how.ClassNames is { } names && classes is { } expected && names.Count != expected)
        {
            throw new ArgumentException(
                $"There must be {expected} class names, but there are {names.Count}.",
                nameof(options)
            );
        }
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var subject = describe();
        var graph = OnnxGraph.Of(subject.Graph);
        var model = OnnxFile.Of(graph, subject.Description);
        if (how.TruncationIsFed)
        {
            OnnxFile.DropDefaults(model, graph);
        }
        RequireFit(model);
        var judge = new OnnxJudge(subject, how, model.ToByteArray());
        var report = new OnnxReport(path, 0, judge.Error(), double.PositiveInfinity);
        if (how.Quantisation is { } quantisation)
        {
            var quantiser = new Quantiser(model, graph, judge, quantisation);
            quantiser.Quantise();
            report = report with { WholeNumbers = quantiser.Share, Advice = Advice(quantiser.Share) };
        }
        if (how.Storage != OnnxStorage.Float32)
        {
            new StoredWeights(model, graph).Store(how.Storage);
        }
        if (how.Quantisation is not null || how.Storage != OnnxStorage.Float32)
        {
            report = judge.Compare(model.ToByteArray(), report);
        }
        OnnxFile.Describe(model, Metadata(subject, how, report));
        Save(model, path);
        return report with { Bytes = new FileInfo(path).Length };
    }

    private static string? Advice(double share) =>
        share >= FasterFrom
            ? null
            : $"{share:0%} of the multiplications are done in whole numbers: the file will not run faster, because ONNX "
                + "Runtime has no integer kernel for the rest, such as transposed convolutions. For fewer bytes alone, "
                + "store weights in 8 bits (OnnxStorage.Int8).";

    private static void RequireFit(Proto.ModelProto model)
    {
        var bytes = model.Graph.Initializer.Sum(constant => (long)constant.RawData.Length);
        if (bytes > LargestFile)
        {
            throw new NotSupportedException(
                $"The weights have {bytes / 1e9:0.0} GB, and one ONNX file holds at most 2 GB."
            );
        }
    }

    private static Dictionary<string, string> Metadata(OnnxSubject subject, OnnxOptions how, OnnxReport report)
    {
        var metadata = new Dictionary<string, string>(subject.Metadata)
        {
            ["gan.error"] = $"{report.Error:g3}",
            ["gan.storage"] = how.Storage.ToString().ToLowerInvariant(),
            ["gan.quantised"] = how.Quantisation switch
            {
                null => "no",
                { SevenBits: true } => "u8s7",
                _ => "u8s8",
            },
        };
        if (double.IsFinite(report.Psnr))
        {
            metadata["gan.psnr"] = $"{report.Psnr:0.0}";
        }
        if (report.Distance is { } distance)
        {
            metadata["gan.distance"] = $"{distance:g4}";
        }
        if (how.ClassNames is { } names)
        {
            metadata["gan.classNames"] = $"[{string.Join(',', names.Select(Quoted))}]";
        }
        if (how.Licence is { } licence)
        {
            metadata["gan.licence"] = licence;
        }
        return metadata;
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    // Written beside and moved: a file of before is left whole.
    private static void Save(Proto.ModelProto model, string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var beside = $"{full}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var file = File.Create(beside))
            {
                model.WriteTo(file);
            }
            File.Move(beside, full, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
