using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>Samples as one NumPy array, for whatever judges them:
/// <c>numpy.load</c>, <see cref="NpyFile"/>, or any tool that knows .npy.</summary>
public static class SamplesFile
{
    /// <summary>Draws samples and writes them as float32 <c>[count, …SampleShape]</c>; images in [−1, 1].</summary>
    /// <param name="path">The file; it is replaced, and its folder is made if it is missing.</param>
    /// <param name="gan">What draws. The classes of a conditional GAN take turns.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Chooses the latents.</param>
    public static void Write(string path, TrainedGan gan, long count = 1000, long seed = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(gan);
        using var _ = NewDisposeScope();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        NpyFile.Write(path, gan.Sample(count, seed: seed).to(ScalarType.Float32));
    }
}
