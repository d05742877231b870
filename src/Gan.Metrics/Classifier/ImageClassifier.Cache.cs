using System.Security.Cryptography;
using System.Text;
using Gan.Data;
using TorchSharp;
using static System.FormattableString;
using static TorchSharp.torch;

namespace Gan.Metrics;

public sealed partial class ImageClassifier
{
    private const string TrainingHashEntry = "trainedOn";
    private const int HashSamples = 512; // tell data sets apart

    private string? trainingHash; // of data and options; null for one that is not kept in a cache

    /// <summary>
    /// Loads the classifier that an earlier call trained on the same data with the same options, or trains one and
    /// keeps it in the file. Data are told by name, count, shape, classes and the bytes of 512 samples spread over
    /// them; another set, part or option, or a damaged file, trains anew.
    /// </summary>
    /// <param name="path">The file; it is replaced where it holds another
    /// classifier, and its folder is made if it is missing.</param>
    /// <param name="data">Images with labels.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="samples">Which part of the data to learn, such as <c>..9000</c>; null takes all.</param>
    /// <param name="device">Where to train, and where the classifier is afterwards; null is the CPU.</param>
    /// <returns>A classifier in evaluation mode; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The path is empty, the data have no
    /// labels or are no images, or an option is out of its range.</exception>
    /// <exception cref="IOException">The file cannot be written, or is a folder.</exception>
    public static ImageClassifier TrainOrLoad(
        string path,
        IDataset data,
        ClassifierOptions? options = null,
        Range? samples = null,
        Device? device = null
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        path = Path.GetFullPath(path); // the training takes its time
        CheckLearnable(data);
        // Before the training, whose result could not be kept.
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a folder. Name the file that is to keep the classifier.");
        }
        options ??= new();
        GanConfigurationException.ThrowIfAny(options.Problems());
        var hash = TrainingHash(data, options, samples ?? Range.All);
        if (LoadFromCache(path, hash) is { } cached)
        {
            cached.to(TorchBackend.EnsureAvailable(device));
            return cached;
        }
        var classifier = Train(data, options, samples, device);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            classifier.trainingHash = hash;
            classifier.Save(path);
            return classifier;
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    // Null where the file is missing, damaged, or holds a classifier of another training.
    private static ImageClassifier? LoadFromCache(string path, string hash)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }
            var classifier = Load(path);
            if (classifier.trainingHash == hash)
            {
                return classifier;
            }
            classifier.Dispose();
            return null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string TrainingHash(IDataset data, ClassifierOptions options, Range samples)
    {
        using var _ = NewDisposeScope();
        var (start, count) = Part(data, samples);
        var indices = new long[Math.Min(HashSamples, data.Count)];
        for (var i = 0L; i < indices.Length; i++)
        {
            indices[i] = i * data.Count / indices.Length;
        }
        using var batch = data.Read(tensor(indices), CPU);
        var shape = InvariantText.Join(",", data.SampleShape);
        var text =
            Invariant($"1|{data.Name}|{data.Count}|{shape}|{data.Condition.Classes}|{start}|{count}|")
            + Invariant($"{options.Seed}|{options.Epochs}|{options.BatchSize}|{options.LearningRate}|")
            + Invariant($"{options.Shift}|{options.Rotation}|{options.Scaling}|");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData(batch.Samples.contiguous().bytes);
        if (batch.Condition is { } labels)
        {
            hash.AppendData(labels.contiguous().bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
