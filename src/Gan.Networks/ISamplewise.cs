namespace Gan;

/// <summary>
/// A layer that says whether it treats each sample of a batch on its own and keeps no state. A discriminator of such
/// layers scores real and generated samples in one pass, which gives the same and costs less; a training tries it.
/// </summary>
public interface ISamplewise
{
    /// <summary>Whether a sample's output depends on that sample alone, and nothing is kept. Default true.</summary>
    bool IsSamplewise => true;
}
