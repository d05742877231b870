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
            [ShapeEntry] = string.Join(",", shape),
            [ClassesEntry] = Classes.ToString(CultureInfo.InvariantCulture),
        };
        if (lesson is not null)
        {
            metadata[LessonEntry] = lesson;
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
            if (
                !metadata.TryGetValue(ShapeEntry, out var sizes) || !metadata.TryGetValue(ClassesEntry, out var classes)
            )
            {
                throw Bad(path, $"{ShapeEntry} and {ClassesEntry} are missing from its metadata");
            }
            var classifier = Described(path, sizes, classes, tensors.Values.Sum(t => t.numel()));
            try
            {
                Fill(classifier, tensors, path);
                classifier.eval();
                classifier.lesson = metadata.GetValueOrDefault(LessonEntry);
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

    // Before memory is asked for: the two layers that grow with the sizes must not need more weights than the file has
    // numbers.
    private static ImageClassifier Described(string path, string sizes, string classes, long weights)
    {
        long[] shape = [.. sizes.Split(',').Select(size => Whole(path, ShapeEntry, size))];
        var count = Whole(path, ClassesEntry, classes);
        if (
            shape.Length == 3
            && 9.0 * 16 * shape[0] + 128.0 * 32 * (shape[1] / 4) * (shape[2] / 4) + 128.0 * count > weights
        )
        {
            throw Bad(
                path,
                $"it describes a classifier of {ShapeText.Of(shape)} with {count} classes, but holds "
                    + $"{weights} numbers"
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

    private static long Whole(string path, string entry, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Bad(path, $"{entry} is '{text}'");

    private static void Fill(ImageClassifier classifier, Dictionary<string, Tensor> stored, string path)
    {
        var own = classifier.state_dict();
        if (!own.Keys.ToHashSet().SetEquals(stored.Keys))
        {
            throw Bad(
                path,
                $"its tensors are [{string.Join(", ", stored.Keys.Order())}] instead of "
                    + $"[{string.Join(", ", own.Keys.Order())}]"
            );
        }
        foreach (var (name, tensor) in own)
        {
            if (!tensor.shape.SequenceEqual(stored[name].shape) || tensor.dtype != stored[name].dtype)
            {
                throw Bad(
                    path,
                    $"tensor '{name}' is {stored[name].dtype}{ShapeText.Of(stored[name].shape)}, but the classifier "
                        + $"has {tensor.dtype}{ShapeText.Of(tensor.shape)}"
                );
            }
        }
        classifier.load_state_dict(stored);
    }

    private static InvalidDataException Bad(string path, string found, Exception? inner = null) =>
        new($"{path} holds no classifier: {found.TrimEnd('.')}.", inner);
}
