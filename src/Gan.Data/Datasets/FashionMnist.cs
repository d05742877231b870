namespace Gan.Data;

/// <summary>
/// Fashion-MNIST: articles of clothing, 28 × 28 grey, 10 classes: T-shirt, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag,
/// ankle boot (Xiao, Rasul and Vollgraf, arXiv:1708.07747).
/// </summary>
public static class FashionMnist
{
    /// <summary>Where the Debian and Ubuntu package dataset-fashion-mnist puts the files.</summary>
    private const string DebianFolder = "/usr/share/datasets/fashion-mnist";

    /// <summary>Reads the set from its four files, plain or gzip.</summary>
    /// <param name="folder">
    /// The folder with <c>train-images-idx3-ubyte[.gz]</c>, <c>train-labels-idx1-ubyte[.gz]</c> and the two <c>t10k-</c> files;
    /// by default where the package dataset-fashion-mnist of Debian and Ubuntu puts them.
    /// </param>
    /// <param name="train">True for the 60,000 training images, false for the 10,000 test images.</param>
    /// <returns>Images of shape <c>[1, 28, 28]</c> with 10 classes.</returns>
    /// <exception cref="FileNotFoundException">A file is missing; the message says how to get it.</exception>
    /// <exception cref="DataFormatException">A file is damaged or another; see <see cref="IdxFile.Open"/>.</exception>
    public static ImageDataset Open(string? folder = null, bool train = true) =>
        IdxFolder.Open(
            folder ?? DebianFolder,
            train,
            "Fashion-MNIST",
            folder is null
                ? "Run `apt-get install dataset-fashion-mnist`, or pass the folder that holds the four files."
                : "Pass the folder that holds the four files, or none after `apt-get install dataset-fashion-mnist`.");
}
