namespace Gan.Data;

/// <summary>CIFAR-10: photographs of ten kinds of things, 32 × 32 in colour (Krizhevsky, "Learning multiple layers of
/// features from tiny images", 2009), from the binary version.</summary>
public static class Cifar10
{
    /// <summary>What the labels 0 to 9 mean.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
    ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Reads the set; 60,000 images take 184 MB as bytes in memory.</summary>
    /// <param name="folder">The folder with <c>data_batch_1.bin</c> to <c>data_batch_5.bin</c> and
    /// <c>test_batch.bin</c>, or the one above, which holds <c>cifar-10-batches-bin</c>.</param>
    /// <param name="train">True for the 50,000 training images, false for the 10,000 test images.</param>
    /// <returns>Images of shape <c>[3, 32, 32]</c> with 10 classes.</returns>
    /// <exception cref="FileNotFoundException">A file is missing; the message names it.</exception>
    /// <exception cref="DataFormatException">A file's length is no whole
    /// number of records, or a label is larger than 9.</exception>
    public static ImageDataset Load(string folder, bool train = true)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var names = train ? Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin") : ["test_batch.bin"];
        var paths = CifarReader.Find(folder, "cifar-10-batches-bin", names, "CIFAR-10");
        return CifarReader.Read(paths, [10], 0, train ? "CIFAR-10 (train)" : "CIFAR-10 (test)");
    }
}
