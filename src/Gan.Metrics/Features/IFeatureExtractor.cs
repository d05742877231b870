using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// What turns images into the features that distances compare. A number means nothing without them, so an extractor
/// says what it is. An implementation must give a row that depends on its image alone, whatever else is in the batch.
/// </summary>
public interface IFeatureExtractor
{
    /// <summary>What the features are, such as "raw pixels".</summary>
    string Name { get; }

    /// <summary>SHA-256 of the weights or of the file, in lower-case hexadecimal; empty where there are none.</summary>
    string Hash { get; }

    /// <summary>How images are changed before the network sees them,
    /// such as "299x299 bilinear"; "none" where they are not.</summary>
    string Resize => "none";

    /// <summary>Computes features.</summary>
    /// <param name="images">Floats [N, C, H, W] in [−1, 1] on any device, N ≥ 1.</param>
    /// <returns>Floats [N, D] on the CPU, without gradients; the caller's scope owns them.</returns>
    Tensor Extract(Tensor images);
}
