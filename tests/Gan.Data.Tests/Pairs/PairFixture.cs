using static TorchSharp.torch;

namespace Gan.Data.Tests.Pairs;

/// <summary>What Pillow and NumPy made (Fixtures/make_pairs.py), and small targets.</summary>
internal static class PairFixture
{
    public const int Height = 24;
    public const int Width = 32;

    public static Tensor Read(string name) =>
        NpzFile.Read(Path.Combine(AppContext.BaseDirectory, "Fixtures", "pairs.npz"), name);

    /// <summary>The picture as a target, [1, 3, 24, 32].</summary>
    public static Tensor Target()
    {
        using var scope = NewDisposeScope();
        return (Read("image").to(ScalarType.Float32) / 127.5 - 1).unsqueeze(0).MoveToOuterDisposeScope();
    }

    public static TransformRandom Random(int count = 1, ulong seed = 1) => new(seed, count);

    /// <summary>16 labelled pictures of 3 × 8 × 8 in which no two pixels of a picture are alike.</summary>
    public static ImageDataset Images(string name = "images") =>
        ImageDataset.FromBytes(
            Idx.Ramp(16 * 3 * 8 * 8),
            3,
            8,
            8,
            [.. Enumerable.Range(0, 16).Select(i => (long)i)],
            name: name
        );

    /// <summary>Rows whose one number is their index, from a first one on.</summary>
    public static ArrayDataset Rows(int count, string name = "rows", int first = 0) =>
        ArrayDataset.Table([.. Enumerable.Range(first, count).Select(i => (float)i)], 1, name: name);

    public static float[] Input(IDataset data, ulong? seed, params long[] indices)
    {
        using var places = Numbers.Indices(indices);
        using var batch = seed is { } s ? data.Read(places, CPU, s) : data.Read(places, CPU);
        return batch.Input!.Floats();
    }
}
