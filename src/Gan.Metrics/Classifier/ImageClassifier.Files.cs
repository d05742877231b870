using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

public sealed partial class ImageClassifier
{
    private const string ShapeEntry = "sampleShape";
    private const string ClassesEntry = "classes";

    /// <summary>Writes weights and shapes to one safetensors file, so that the same judge can be used again.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using var _ = NewDisposeScope();
        var metadata = new Dictionary<string, string>
        {
            [ShapeEntry] = InvariantText.Join(",", shape),
            [ClassesEntry] = Classes.ToString(CultureInfo.InvariantCulture),
        };
        if (trainingHash is not null)
        {
            metadata[TrainingHashEntry] = trainingHash;
        }
        Safetensors.Save(path, state_dict(), metadata);
    }

    /// <summary>Loads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A classifier on the CPU in evaluation mode; the caller owns it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or holds no classifier.</exception>
    public static ImageClassifier Load(string path)
    {
        TorchBackend.EnsureAvailable();
        using var _ = NewDisposeScope();
        var (tensors, metadata) = Safetensors.Load(path);
        try
        {
            var sizes = metadata.GetValueOrDefault(ShapeEntry);
            var classes = metadata.GetValueOrDefault(ClassesEntry);
            if (sizes is null || classes is null)
            {
                throw Bad(path, $"{ShapeEntry} and {ClassesEntry} are missing from its metadata");
            }
            var classifier = FromMetadata(path, sizes, classes, tensors.Values.Sum(tensor => tensor.numel()));
            try
            {
                Fill(classifier, tensors, path);
                classifier.eval();
                classifier.trainingHash = metadata.GetValueOrDefault(TrainingHashEntry);
                return classifier;
            }
            catch
            {
                classifier.Dispose();
                throw;
            }
        }
        finally
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }
        }
    }

    // Before memory is asked for: the two layers that grow with the
    // sizes must not need more weights than the file has numbers.
    private static ImageClassifier FromMetadata(string path, string sizes, string classes, long weights)
    {
        long[] shape = [.. sizes.Split(',').Select(size => Whole(path, ShapeEntry, size))];
        var count = Whole(path, ClassesEntry, classes);
        if (shape.Length == 3 && MinWeights(shape, count) > weights)
        {
            throw Bad(
                path,
                $"it describes a classifier of {ShapeText.Of(shape)} with {count} classes, but holds {weights} numbers"
            );
        }
        try
        {
            return new ImageClassifier(shape, count);
        }
        catch (ArgumentException e)
        {
            throw Bad(path, e.Message, e);
        }
    }

    private static double MinWeights(long[] shape, long classes)
    {
        var firstConvolution = 9.0 * 16 * shape[0];
        var hidden = 128.0 * 32 * (shape[1] / 4) * (shape[2] / 4);
        return firstConvolution + hidden + 128.0 * classes;
    }

    private static long Whole(string path, string entry, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Bad(path, $"{entry} is '{text}'");

    private static void Fill(ImageClassifier classifier, Dictionary<string, Tensor> stored, string path)
    {
        var own = classifier.state_dict();
        if (!own.Keys.ToHashSet().SetEquals(stored.Keys))
        {
            var names = string.Join(", ", stored.Keys.Order(StringComparer.Ordinal));
            throw Bad(
                path,
                $"its tensors are [{names}] instead of [{string.Join(", ", own.Keys.Order(StringComparer.Ordinal))}]"
            );
        }
        foreach (var (name, tensor) in own)
        {
            var other = stored[name];
            if (!tensor.shape.SequenceEqual(other.shape) || tensor.dtype != other.dtype)
            {
                var types =
                    $"{other.dtype}{ShapeText.Of(other.shape)}, but the classifier has "
                    + $"{tensor.dtype}{ShapeText.Of(tensor.shape)}";
                throw Bad(path, $"tensor '{name}' is {types}");
            }
        }
        classifier.load_state_dict(stored);
    }

    private static InvalidDataException Bad(string path, string problem, Exception? inner = null) =>
        new($"{path} holds no classifier: {problem.TrimEnd('.')}.", inner);
}
