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
    private static readonly int[] Batches = [1, 3, 8, 8];

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
        return Write(() => OnnxSubject.Of(network, inputShape, "network"), path, options, classes: null);
    }

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
        RequireFit(model);
        var plain = model.ToByteArray();
        var (error, made) = Compare(subject, plain, how.Tolerance);
        var psnr = double.PositiveInfinity;
        if (how.Storage != OnnxStorage.Float32)
        {
            new StoredWeights(model, graph).Store(how.Storage);
            psnr = Judge(subject, model.ToByteArray(), made, how);
        }
        OnnxFile.Describe(model, Metadata(subject, how, error, psnr));
        Save(model, path);
        return new OnnxReport(path, new FileInfo(path).Length, error, psnr);
    }

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

    private static (double Error, Tensor[] Made) Compare(OnnxSubject subject, byte[] model, double tolerance)
    {
        using var trial = new OnnxTrial(model);
        var error = 0.0;
        var made = new List<Tensor>();
        for (var i = 0; i < Batches.Length; i++)
        {
            var feeds = subject.Feeds(Batches[i], i);
            var expected = TorchErrors.Guard(() => subject.Reference(feeds)).cpu();
            made.Add(trial.Run(feeds)[0]);
            if (!made[^1].shape.SequenceEqual(expected.shape))
            {
                throw new InvalidOperationException(
                    $"The shipped network makes {ShapeText.Of(made[^1].shape)} where the trained one makes "
                        + $"{ShapeText.Of(expected.shape)}."
                );
            }
            var size = Math.Max(1, expected.abs().max().ToDouble());
            error = Math.Max(error, (made[^1] - expected).abs().max().ToDouble() / size);
        }
        return error <= tolerance
            ? (error, [.. made])
            : throw new InvalidOperationException(
                $"In ONNX Runtime the network differs from the trained one by {error:g3}, and at most {tolerance:g3} "
                    + "is shipped (OnnxOptions.Tolerance)."
            );
    }

    private static double Judge(OnnxSubject subject, byte[] model, Tensor[] exact, OnnxOptions how)
    {
        using var trial = new OnnxTrial(model);
        var squares = 0.0;
        var count = 0L;
        for (var i = 0; i < Batches.Length; i++)
        {
            var difference = trial.Run(subject.Feeds(Batches[i], i))[0] - exact[i];
            squares += difference.to(ScalarType.Float64).square().sum().ToDouble();
            count += difference.numel();
        }
        var all = cat([.. exact.Select(part => part.flatten())]);
        var range = all.max().ToDouble() - all.min().ToDouble();
        var psnr = 10 * Math.Log10(range * range / (squares / count));
        return psnr >= how.LeastPsnr
            ? psnr
            : throw new InvalidOperationException(
                $"Weights stored as {how.Storage} give a PSNR of {psnr:0.0} dB, and at least {how.LeastPsnr:0.0} dB is "
                    + "shipped (OnnxOptions.LeastPsnr). Store them as float32 or float16."
            );
    }

    private static Dictionary<string, string> Metadata(OnnxSubject subject, OnnxOptions how, double error, double psnr)
    {
        var metadata = new Dictionary<string, string>(subject.Metadata)
        {
            ["gan.error"] = $"{error:g3}",
            ["gan.storage"] = how.Storage.ToString().ToLowerInvariant(),
        };
        if (how.Storage != OnnxStorage.Float32)
        {
            metadata["gan.psnr"] = $"{psnr:0.0}";
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
