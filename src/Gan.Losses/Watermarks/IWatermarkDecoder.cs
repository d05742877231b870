namespace Gan.Losses;

/// <summary>Reads the bits of a watermark from images. Its weights are frozen: a generator learns to write for
/// it.</summary>
public interface IWatermarkDecoder
{
    /// <summary>Bits that it reads from an image.</summary>
    int Bits { get; }

    /// <summary>What it is, and with which weights: a checkpoint compares it.</summary>
    string Name { get; }

    /// <summary>A number for each bit, greater than 0 where it is set. The graph leads to the images and to no
    /// weights.</summary>
    /// <param name="images">Floats [N, C, H, W] in [−1, 1].</param>
    /// <returns>[N, <see cref="Bits"/>].</returns>
    Tensor Logits(Tensor images);
}
