using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

public sealed partial class ImageClassifier
{
    private const string LessonEntry = "trainedOn";
    private const int Looked = 512; // samples that tell data sets apart

    private string? lesson; // hash of data and options; null for one that is not kept in a cache

    /// <summary>
    /// Loads the classifier that an earlier call trained on the same data with the same options, or trains one and
    /// keeps it in the file. Data are told by name, count, shape, classes and the bytes of 512 samples spread over
    /// them; another set, part or option, or a damaged file, trains anew.
    /// </summary>
    /// <param name="path">The file; it is replaced where it holds another classifier, and its folder is made if it is
    /// missing.</param>
    /// <param name="data">Images with labels.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="samples">Which part of the data to learn, such as <c>..9000</c>; null takes all.</param>
    /// <param name="device">Where to train, and where the classifier is afterwards; null is the CPU.</param>
    /// <returns>A classifier in evaluation mode; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The path is empty, the data have no labels or are no images, or an option is
    /// out of its range.</exception>
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
        CheckLearnable(data);
        // Before the training, whose result could not be kept.
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a folder. Name the file that is to keep the classifier.");
        }

        options ??= new();
        GanConfigurationException.ThrowIfAny(options.Problems());
        var wanted = Lesson(data, options, samples ?? Range.All);
        if (Kept(path, wanted) is { } kept)
        {
            kept.to(TorchBackend.EnsureAvailable(device));
            return kept;
        }

        var trained = Train(data, options, samples, device);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            trained.lesson = wanted;
            trained.Save(path);
            return trained;
        }
        catch
        {
            trained.Dispose();
            throw;
        }
    }

    private static ImageClassifier? Kept(string path, string wanted)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }
            var found = Load(path);
            if (found.lesson == wanted)
            {
                return found;
            }
            found.Dispose();
            return null;
        }
        catch (InvalidDataException)
        {
            return null; // it is replaced by a whole one
        }
    }

    private static string Lesson(IDataset data, ClassifierOptions options, Range samples)
    {
        using var _ = NewDisposeScope();
        var (start, count) = Part(data, samples);
        var seen = Math.Min(Looked, data.Count);
        using var batch = data.Read(
            tensor(Enumerable.Range(0, (int)seen).Select(i => i * data.Count / seen).ToArray()),
            CPU
        );
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"1|{data.Name}|{data.Count}|{string.Join(",", data.SampleShape)}|{data.Condition.Classes}|{start}|{count}|"
                + $"{options.Seed}|{options.Epochs}|{options.BatchSize}|{options.LearningRate}|{options.Shift}|{options.Rotation}|{options.Scaling}|"
        );
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData(batch.Samples.contiguous().bytes);
        if (batch.Condition is { } labels)
        {
            hash.AppendData(labels.contiguous().bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
