using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

public sealed partial class WatermarkDecoder
{
    private const string ShapeEntry = "watermark.shape";
    private const string BitsEntry = "watermark.bits";

    /// <summary>Writes weights and shapes to one safetensors file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using var _ = NewDisposeScope();
        var metadata = new Dictionary<string, string>
        {
            [ShapeEntry] = InvariantText.Join(",", ReadShape),
            [BitsEntry] = Bits.ToString(CultureInfo.InvariantCulture),
        };
        Safetensors.Save(path, state_dict(), metadata);
    }

    /// <summary>Loads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A decoder on the CPU, its weights frozen; the caller owns it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or holds no decoder.</exception>
    public static WatermarkDecoder Load(string path)
    {
        TorchBackend.EnsureAvailable();
        using var _ = NewDisposeScope();
        var (tensors, metadata) = Safetensors.Load(path);
        try
        {
            var sizes = metadata.GetValueOrDefault(ShapeEntry)?.Split(',').Select(Whole).ToArray();
            var bits = Whole(metadata.GetValueOrDefault(BitsEntry) ?? "");
            if (sizes is not [1 or 3 or 4, >= 28 and <= 64, >= 28 and <= 64] || bits is < 8 or > 256)
            {
                throw Bad(path, $"its metadata lack {ShapeEntry} or {BitsEntry}, or hold sizes that no decoder has");
            }
            return Filled(path, new WatermarkDecoder(sizes[0], sizes[1], sizes[2], (int)bits, 0), tensors);
        }
        finally
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }
        }
    }

    private static WatermarkDecoder Filled(string path, WatermarkDecoder decoder, Dictionary<string, Tensor> stored)
    {
        var own = decoder.state_dict();
        var fits =
            own.Count == stored.Count
            && own.All(entry =>
                stored.TryGetValue(entry.Key, out var other)
                && other.shape.SequenceEqual(entry.Value.shape)
                && other.dtype == entry.Value.dtype
            );
        if (!fits)
        {
            decoder.Dispose();
            throw Bad(path, "its tensors are not those of a decoder of its shape");
        }
        decoder.load_state_dict(stored);
        decoder.Freeze();
        return decoder;
    }

    private static long Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;

    private static InvalidDataException Bad(string path, string problem) =>
        new($"{path} holds no watermark decoder: {problem}.");
}
