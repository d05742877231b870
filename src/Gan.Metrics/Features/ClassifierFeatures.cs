using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// The 128 hidden units of an <see cref="ImageClassifier"/> that learnt the data set itself: features without a
/// download that see what tells its classes apart. The classifier stays the caller's.
/// </summary>
public sealed class ClassifierFeatures : IFeatureExtractor
{
    private readonly ImageClassifier classifier;

    /// <summary>Wraps a trained classifier. Its weights are hashed now: do not train it afterwards.</summary>
    /// <param name="classifier">Trained on the data set.</param>
    public ClassifierFeatures(ImageClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        this.classifier = classifier;
        Hash = WeightHash.Of(classifier);
    }

    /// <inheritdoc/>
    public string Name => $"classifier of {classifier.Classes} classes, hidden units";

    /// <inheritdoc/>
    public string Hash { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The images have another shape than the classifier's.</exception>
    public Tensor Extract(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return classifier.Features(images);
    }
}
