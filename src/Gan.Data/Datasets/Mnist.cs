namespace Gan.Data;

/// <summary>
/// MNIST: handwritten digits, 28 × 28 grey, classes 0 to 9 (LeCun, Bottou, Bengio and Haffner, "Gradient-based learning
/// applied to document recognition", 1998).
/// </summary>
public static class Mnist
{
    private const string Images = "mnist10k-images-idx3-ubyte.gz";
    private const string Labels = "mnist10k-labels-idx1-ubyte.gz";

    /// <summary>
    /// The first 10,000 training digits, in an order of their own, which
    /// are part of this assembly: no file and no network is needed.
    /// </summary>
    /// <returns>Images of shape <c>[1, 28, 28]</c> with 10 classes.</returns>
    public static ImageDataset Embedded()
    {
        using var images = Resource(Images);
        using var labels = Resource(Labels);
        return IdxFile.Read(images, Images, labels, Labels, classes: 10, "MNIST (10,000 embedded digits)");
    }

    /// <summary>Reads the whole set from its four files, plain or gzip.</summary>
    /// <param name="folder">The folder with <c>train-images-idx3-ubyte[.gz]</c>, <c>train-labels-idx1-ubyte[.gz]</c>
    /// and the two <c>t10k-</c> files.</param>
    /// <param name="train">True for the 60,000 training digits, false for the 10,000 test digits.</param>
    /// <returns>Images of shape <c>[1, 28, 28]</c> with 10 classes.</returns>
    /// <exception cref="FileNotFoundException">A file is missing; the message names it.</exception>
    /// <exception cref="DataFormatException">A file is damaged or another; see <see cref="IdxFile.Load"/>.</exception>
    public static ImageDataset Load(string folder, bool train = true)
    {
        ArgumentNullException.ThrowIfNull(folder);
        const string Remedy = "Pass the folder that holds the four files, or use Mnist.Embedded().";
        return IdxFolder.Load(folder, train, "MNIST", Remedy);
    }

    private static Stream Resource(string name) =>
        typeof(Mnist).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
}
