using System.Globalization;
using Gan.Data;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tool.Data;

/// <summary>Writes samples in the form that a file's ending asks for.</summary>
internal static class SampleOutput
{
    /// <summary>A grid for .png, an array for .npy, numbers for .csv, single pictures for a folder.</summary>
    /// <param name="samples">Floats [N, …].</param>
    /// <param name="target">Where to.</param>
    /// <param name="provenance">What pictures say of their origin.</param>
    /// <param name="seeds">Names of single pictures; null numbers them.</param>
    /// <exception cref="ToolException">The ending is none of these, or the samples are no pictures.</exception>
    public static void Write(Tensor samples, string target, Provenance provenance, IReadOnlyList<long>? seeds = null)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } parent)
        {
            Directory.CreateDirectory(parent);
        }
        switch (Path.GetExtension(target).ToLowerInvariant())
        {
            case ".png":
                Grid(samples, provenance).Save(target);
                break;
            case ".npy":
                NpyFile.Write(target, samples.to(ScalarType.Float32));
                break;
            case ".csv":
                File.WriteAllLines(target, Rows(samples));
                break;
            case "":
                WriteSingly(samples, target, provenance, seeds);
                break;
            default:
                throw new ToolException(
                    $"--out takes a file that ends with .png, .npy or .csv, or a folder, but was '{target}'."
                );
        }
    }

    private static PngImage Grid(Tensor samples, Provenance provenance)
    {
        if (samples.dim() == 2 && samples.shape[1] == 2)
        {
            return PointPlot.Draw(samples, samples);
        }
        return IsImages(samples)
            ? SampleGrid.Draw(samples, planes: samples.shape[1] is not (1 or 3 or 4)).From(provenance)
            : throw new ToolException(
                "These samples are no pictures. Write them as numbers: --out samples.csv or .npy."
            );
    }

    private static bool IsImages(Tensor samples) => samples.dim() == 4;

    private static void WriteSingly(Tensor samples, string folder, Provenance provenance, IReadOnlyList<long>? seeds)
    {
        if (!IsImages(samples))
        {
            throw new ToolException("These samples are no pictures. Write them as numbers: --out samples.csv or .npy.");
        }
        Directory.CreateDirectory(folder);
        for (var i = 0L; i < samples.shape[0]; i++)
        {
            using var one = samples.narrow(0, i, 1);
            var number = (seeds?[(int)i] ?? i).ToString("D6", CultureInfo.InvariantCulture);
            Grid(one, provenance).Save(Path.Combine(folder, $"{(seeds is null ? "sample" : "seed")}{number}.png"));
        }
    }

    private static IEnumerable<string> Rows(Tensor samples)
    {
        using var flat = samples.reshape(samples.shape[0], -1).to(ScalarType.Float32).contiguous();
        var values = flat.data<float>().ToArray();
        var width = (int)flat.shape[1];
        return values
            .Chunk(width)
            .Select(row => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
    }
}
