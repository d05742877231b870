namespace Gan.Data;

/// <summary>
/// Fashion-MNIST: articles of clothing, 28 × 28 grey, 10 classes: T-shirt, trouser, pullover, dress, coat, sandal,
/// shirt, sneaker, bag, ankle boot (Xiao, Rasul and Vollgraf, arXiv:1708.07747).
/// </summary>
public static class FashionMnist
{
    private const string Variable = "GAN_FASHION_MNIST";

    /// <summary>Reads the set from its four files, plain or gzip.</summary>
    /// <param name="folder">
    /// The folder with <c>train-images-idx3-ubyte[.gz]</c>, <c>train-labels-idx1-ubyte[.gz]</c> and the two
    /// <c>t10k-</c> files; by default the one that the environment variable GAN_FASHION_MNIST names.
    /// </param>
    /// <param name="train">True for the 60,000 training images, false for the 10,000 test images.</param>
    /// <returns>Images of shape <c>[1, 28, 28]</c> with 10 classes.</returns>
    /// <exception cref="FileNotFoundException">A file is missing, or no folder is named.</exception>
    /// <exception cref="DataFormatException">A file is damaged or another; see <see cref="IdxFile.Load"/>.</exception>
    public static ImageDataset Load(string? folder = null, bool train = true)
    {
        folder ??= Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(folder))
        {
            throw new FileNotFoundException(
                $"Fashion-MNIST: expected the folder of its four files, but none is named. {Remedy}"
            );
        }

        return IdxFolder.Load(folder, train, "Fashion-MNIST", Remedy);
    }

    private static string Remedy =>
        $"Pass the folder that holds the four files, or name it in the environment variable {Variable}.";
}
