using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Classifier;

public sealed class ImageClassifierFilesTests : IDisposable
{
    private readonly string path = Path.Combine(
        Directory.CreateTempSubdirectory("gan-metrics-").FullName,
        "judge.safetensors"
    );

    [Fact]
    public void A_saved_classifier_judges_as_before()
    {
        using var _ = NewDisposeScope();
        using var random = new Generator(2);
        var images = rand([5, 3, 16, 12], generator: random);
        using var classifier = new ImageClassifier([3, 16, 12], 7);
        classifier.Save(path);
        using var loaded = ImageClassifier.Load(path);
        (loaded.Classes, loaded.training).Should().Be((7, false));
        loaded.SampleShape.Should().Equal(3, 16, 12);
        loaded.Probabilities(images).allclose(classifier.Probabilities(images), 0, 0).Should().BeTrue();
    }

    [Fact]
    public void Another_kind_of_file_is_refused_by_name()
    {
        using var weights = ones(3);
        Safetensors.Save(path, new Dictionary<string, Tensor> { ["w"] = weights });
        FluentActions
            .Invoking(() => ImageClassifier.Load(path))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"{path} holds no classifier: sampleShape and classes are missing from its metadata.");
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
}
