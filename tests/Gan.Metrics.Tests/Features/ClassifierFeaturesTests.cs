using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Features;

public class ClassifierFeaturesTests
{
    [Fact]
    public void The_last_layer_makes_the_classifiers_logits_of_them()
    {
        using var _ = NewDisposeScope();
        using var random = new Generator(6);
        using var classifier = new ImageClassifier([1, 8, 8], 3, seed: 1);
        classifier.eval();
        var images = randn([7, 1, 8, 8], generator: random);
        var features = new ClassifierFeatures(classifier);
        var found = features.Extract(images);
        found.shape.Should().Equal(7, 128);
        var state = classifier.state_dict();
        var logits = found.matmul(state["lastWeight"].mT) + state["lastBias"];
        (logits - classifier.call(images)).abs().max().ToDouble().Should().BeLessThan(1e-5);
        features.Name.Should().Be("classifier of 3 classes, hidden units");
        using var twin = new ImageClassifier([1, 8, 8], 3, seed: 1);
        using var other = new ImageClassifier([1, 8, 8], 3, seed: 2);
        new ClassifierFeatures(twin).Hash.Should().Be(features.Hash);
        new ClassifierFeatures(other).Hash.Should().NotBe(features.Hash);
    }

    [Fact]
    public void Images_of_another_shape_are_refused()
    {
        using var classifier = new ImageClassifier([1, 8, 8], 3);
        FluentActions
            .Invoking(() => new ClassifierFeatures(classifier).Extract(zeros(2, 1, 9, 8)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The classifier reads images [N, 1, 8, 8], but was given [2, 1, 9, 8].*");
    }
}
