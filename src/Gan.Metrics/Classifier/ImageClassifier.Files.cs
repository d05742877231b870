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
        Safetensors.Save(path, state_dict(), new Dictionary<string, string>
        {
            [ShapeEntry] = string.Join(",", shape),
            [ClassesEntry] = Classes.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Loads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A classifier on the CPU in evaluation mode; the caller owns it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or holds no classifier.</exception>
    public static ImageClassifier Load(string path)
    {
        using var _ = NewDisposeScope();
        var (tensors, metadata) = Safetensors.Load(path);
        try
        {
            if (!metadata.TryGetValue(ShapeEntry, out var sizes) || !metadata.TryGetValue(ClassesEntry, out var classes))
                throw new InvalidDataException($"{path} holds no classifier: {ShapeEntry} and {ClassesEntry} are missing from its metadata.");
            var classifier = new ImageClassifier(
                [.. sizes.Split(',').Select(size => long.Parse(size, CultureInfo.InvariantCulture))], long.Parse(classes, CultureInfo.InvariantCulture));
            classifier.load_state_dict(tensors);
            classifier.eval();
            return classifier;
        }
        finally
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
        }
    }
}
