using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>The maps of both convolutions of an <see cref="ImageClassifier"/> as a perceptual loss reads them: [N, 16,
/// H/2, W/2] and [N, 32, H/4, W/4]. The classifier stays the caller's, on the device of the training.</summary>
public sealed class ClassifierMaps : IPerceptualFeatures
{
    private readonly ImageClassifier classifier;

    /// <summary>Wraps a trained classifier. Its weights are frozen and hashed now.</summary>
    /// <param name="classifier">Trained on images of the targets' shape.</param>
    public ClassifierMaps(ImageClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        this.classifier = classifier;
        foreach (var weight in classifier.parameters())
        {
            weight.requires_grad = false; // gradients go to the images alone
        }
        Name = $"classifier of {classifier.Classes} classes, maps, {WeightHash.Of(classifier)[..12]}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The images are null, or not of the classifier's shape and type.</exception>
    public IReadOnlyList<Tensor> Maps(Tensor images)
    {
        classifier.Require(images);
        return classifier.Maps(images);
    }
}
