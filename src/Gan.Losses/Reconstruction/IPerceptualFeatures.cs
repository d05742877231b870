namespace Gan.Losses;

/// <summary>Maps of a network that was trained on images, in which a difference means more than in pixels (Johnson et
/// al. 2016, arXiv:1603.08155).</summary>
public interface IPerceptualFeatures
{
    /// <summary>What the features are, and of which weights: a checkpoint compares it.</summary>
    string Name { get; }

    /// <summary>The maps of images. Their graph leads to the images and to no weights.</summary>
    /// <param name="images">[N, C, H, W] in [−1, 1], on the device of the training.</param>
    /// <returns>One or more maps [N, …].</returns>
    IReadOnlyList<Tensor> Maps(Tensor images);
}
