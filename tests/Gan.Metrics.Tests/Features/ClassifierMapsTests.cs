using Gan.Data;
using Gan.Losses;
using Gan.Metrics.Tests.Classifier;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Features;

public sealed class ClassifierMapsTests(TrainedOnDigits trained) : IClassFixture<TrainedOnDigits>
{
    [Fact]
    public void They_are_the_maps_of_both_convolutions_and_gradients_go_to_the_images_alone()
    {
        using var _ = NewDisposeScope();
        var features = new ClassifierMaps(trained.Classifier);
        var images = trained.Digits.Read(arange(3), CPU).Samples.requires_grad_();
        var maps = features.Maps(images);
        maps.Select(map => map.shape).Should().BeEquivalentTo([new long[] { 3, 16, 14, 14 }, [3, 32, 7, 7]]);
        maps[1].sum().backward();
        images.grad!.abs().sum().ToDouble().Should().BePositive();
        trained.Classifier.parameters().Should().OnlyContain(weight => !weight.requires_grad);
    }

    [Fact]
    public void The_same_digit_moved_by_a_pixel_is_nearer_than_another_digit()
    {
        using var _ = NewDisposeScope();
        var term = new PerceptualReconstruction(new ClassifierMaps(trained.Classifier));
        var images = trained.Digits.Read(arange(40), CPU).Samples;
        var moved = images.roll(1, 3);
        var others = images.roll(1, 0);
        var near = term.Distance(moved, images).ToDouble();
        near.Should().BePositive().And.BeLessThan(term.Distance(others, images).ToDouble());
        term.Distance(images, images).ToDouble().Should().Be(0);
    }

    [Fact]
    public void Their_name_is_that_of_the_weights()
    {
        var name = new ClassifierMaps(trained.Classifier).Name;
        name.Should().StartWith("classifier of 10 classes, maps, ");
        using var other = ImageClassifier.Train(trained.Digits, new ClassifierOptions { Epochs = 1 }, samples: ..200);
        new ClassifierMaps(other).Name.Should().NotBe(name);
        FluentActions.Invoking(() => new ClassifierMaps(null!)).Should().Throw<ArgumentNullException>();
    }
}
