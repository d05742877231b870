using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Fixtures;

/// <summary>What NumPy and SciPy computed; see make_distances.py beside this file.</summary>
internal static class NumPy
{
    private static readonly Lazy<Cases> All = new(Read);

    public static IReadOnlyList<DistanceCase> Distances => All.Value.Cases_;

    public static IReadOnlyList<ImageCase> Images => All.Value.Images;

    public static TheoryData<string> Names => new(Distances.Select(each => each.Name));

    public static DistanceCase Named(string name) => Distances.Single(each => each.Name == name);

    /// <summary>The images of make_distances.py: the first, and a mixture of it with another.</summary>
    public static (Tensor First, Tensor Second) Pair(long[] shape)
    {
        var first = Image(shape, 0.2);
        return (first, first * 0.7 + Image(shape, 1.1) * 0.3);
    }

    private static Tensor Image(long[] shape, double phase)
    {
        Tensor Along(int dimension)
        {
            long[] sizes = [1, 1, 1, 1];
            sizes[dimension] = shape[dimension];
            return arange(shape[dimension], dtype: ScalarType.Float64).reshape(sizes);
        }
        var n = Along(0);
        var c = Along(1);
        var h = Along(2);
        var w = Along(3);
        return (h * 0.31 + w * 0.17 * (c + 1) + n * phase).sin() * 0.6
            + (h * w * (0.013 * (phase + 1)) + n).cos() * 0.4;
    }

    private static Cases Read()
    {
        using var stream = typeof(NumPy).Assembly.GetManifestResourceStream("distances.json")!;
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        return JsonSerializer.Deserialize<Cases>(stream, options)!;
    }

    private sealed record Cases(
        [property: System.Text.Json.Serialization.JsonPropertyName("cases")] DistanceCase[] Cases_,
        ImageCase[] Images
    );
}

internal sealed record ImageCase(long[] Shape, double[] Similarity);

internal sealed record DistanceCase(
    string Name,
    long Width,
    double[] Real,
    double[] Fake,
    double[] Directions,
    double Frechet,
    double Kernel,
    double Precision,
    double Recall,
    double Density,
    double Coverage,
    double Sliced1,
    double Sliced2
)
{
    public Tensor RealRows() => tensor(Real).reshape(-1, Width);

    public Tensor FakeRows() => tensor(Fake).reshape(-1, Width);

    public Tensor DirectionRows() => tensor(Directions).reshape(-1, Width);
}
