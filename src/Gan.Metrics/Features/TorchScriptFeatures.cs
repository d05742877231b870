using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// Features of a network in a TorchScript file that the user supplies, such as the Inception network of the literature.
/// The library ships none.
/// </summary>
public sealed class TorchScriptFeatures : IFeatureExtractor, IDisposable
{
    private readonly jit.ScriptModule<Tensor, Tensor> module;
    private readonly ImagePreparation preparation;

    /// <summary>Loads a file.</summary>
    /// <param name="path">A TorchScript module that reads one tensor of images and returns features [N, D]. It is code:
    /// load only what you trust.</param>
    /// <param name="preparation">What the network expects of images.</param>
    /// <param name="expectedHash">SHA-256 that the file must have, in hexadecimal;
    /// null takes any. It is checked before the file is loaded.</param>
    /// <param name="name">What to call the features; null takes the file's name.</param>
    /// <param name="device">Where to run; null is the CPU.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file has another hash, or is no TorchScript module.</exception>
    public TorchScriptFeatures(
        string path,
        ImagePreparation preparation,
        string? expectedHash = null,
        string? name = null,
        Device? device = null
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(preparation);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no TorchScript file at {path}.", path);
        }
        using (var file = File.OpenRead(path))
        {
            Hash = Convert.ToHexStringLower(SHA256.HashData(file));
        }
        if (expectedHash is not null && !Hash.Equals(expectedHash, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException(
                $"{path} must have the SHA-256 {expectedHash}, but has {Hash}: it is another network, or damaged."
            );
        }
        var place = TorchBackend.EnsureAvailable(device);
        this.preparation = preparation;
        Name = name ?? Path.GetFileName(path);
        try
        {
            module = jit.load<Tensor, Tensor>(path, place);
        }
        catch (ExternalException e)
        {
            throw new InvalidDataException(
                $"{path} is no TorchScript module that libtorch {__version__} can load: {TorchErrors.Text(e)}",
                TorchErrors.WithoutTrace(e)
            );
        }
        module.eval();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Hash { get; }

    /// <inheritdoc/>
    public string Resize => preparation.ToString();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">These are no images.</exception>
    /// <exception cref="InvalidOperationException">The network does not give [N, D].</exception>
    public Tensor Extract(Tensor images) =>
        TorchErrors.Guard(() => InBatches.Run(images, module, part => module.call(preparation.Apply(part))));

    /// <inheritdoc/>
    public void Dispose() => module.Dispose();
}
