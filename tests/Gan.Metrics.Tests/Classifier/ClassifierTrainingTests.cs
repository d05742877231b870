using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Classifier;

/// <summary>One of them reads libtorch's shared stream, from which other classes' tests draw too.</summary>
[CollectionDefinition(nameof(ClassifierTrainingTests), DisableParallelization = true)]
[Collection(nameof(ClassifierTrainingTests))]
public class ClassifierTrainingTests
{
    private static readonly ClassifierOptions Short = new() { Epochs = 1, BatchSize = 50 };

    [Fact]
    public void Equal_seeds_give_equal_classifiers_and_other_seeds_others()
    {
        using var _ = NewDisposeScope();
        using var digits = Mnist.Embedded();
        var images = digits.Read(arange(9000, 9050), CPU).Samples;
        Tensor Judge(ulong seed)
        {
            using var classifier = ImageClassifier.Train(digits, Short with { Seed = seed }, ..500);
            return classifier.Probabilities(images);
        }

        var once = Judge(4);
        Judge(4).allclose(once, 0, 0).Should().BeTrue();
        Judge(5).allclose(once, 0, 0).Should().BeFalse();
    }

    [Fact]
    public void Training_leaves_the_shared_random_stream_where_it_was()
    {
        using var _ = NewDisposeScope();
        using var digits = Mnist.Embedded();
        manual_seed(3);
        var undisturbed = rand(5);
        manual_seed(3);
        ImageClassifier.Train(digits, Short, ..100).Dispose();
        rand(5).allclose(undisturbed, 0, 0).Should().BeTrue();
    }

    /// <summary>Two trainings in one process, and somebody who draws from the shared stream all the while.</summary>
    [Fact]
    public async Task Trainings_in_other_threads_change_nothing()
    {
        using var digits = Mnist.Embedded();
        using var alone = ImageClassifier.Train(digits, Short, ..200);
        using var done = new CancellationTokenSource();
        var drawing = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                rand(100).Dispose();
            }
        });
        var trained = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => Task.Run(() => ImageClassifier.Train(digits, Short, ..200)))
        );
        await done.CancelAsync();
        await drawing;
        foreach (var one in trained)
        {
            foreach (var (name, weight) in one.state_dict())
            {
                weight.allclose(alone.state_dict()[name], 0, 0).Should().BeTrue("{0} must be the same", name);
            }
            one.Dispose();
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 2)]
    [InlineData(9990, 10001)]
    public void A_part_that_the_data_do_not_have_is_refused_by_name(int from, int to)
    {
        using var digits = Mnist.Embedded();
        using var classifier = new ImageClassifier([1, 28, 28], 10);
        var message =
            $"samples must be a part of the 10000 samples of '{digits.Name}', at least one, but was {from}..{to}. "
            + "Choose a range within 0..10000.*";
        FluentActions
            .Invoking(() => ImageClassifier.Train(digits, Short, from..to))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage(message);
        classifier
            .Invoking(c => c.Accuracy(digits, from..to))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage(message);
    }

    [Fact]
    public void Colour_images_of_another_size_are_learnt_too()
    {
        using var _ = NewDisposeScope();
        // Class 0 is red, class 1 is blue.
        var bytes = new byte[80 * 3 * 30 * 17];
        for (var n = 0; n < 80; n++)
        {
            Array.Fill(bytes, byte.MaxValue, ((n * 3) + (n % 2 * 2)) * 510, 510);
        }
        using var data = ImageDataset.FromBytes(
            bytes,
            3,
            30,
            17,
            [.. Enumerable.Range(0, 80).Select(n => (long)(n % 2))]
        );
        using var classifier = ImageClassifier.Train(data, new() { Epochs = 20, BatchSize = 20 });
        classifier.Accuracy(data).Should().Be(1);
    }

    [Fact]
    public void Data_without_labels_are_refused_by_name()
    {
        using var data = ArrayDataset.Table(new float[40], 2, name: "points");
        FluentActions
            .Invoking(() => ImageClassifier.Train(data))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "data must have labels, which a classifier learns from, but points has none. Pass a labelled data set.*"
            );
    }

    [Fact]
    public void Points_are_refused_by_their_shape()
    {
        using var ring = GaussianMixture.Ring(count: 200);
        FluentActions
            .Invoking(() => ImageClassifier.Train(ring))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage($"data must be images [C, H, W] with H and W from 4 up, but {ring.Name} has samples of [2].*");
    }

    [Fact]
    public void A_part_smaller_than_a_batch_is_refused()
    {
        using var digits = Mnist.Embedded();
        FluentActions
            .Invoking(() => ImageClassifier.Train(digits, samples: ..60))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A batch of 100 images needs at least as many, but 60 were given.*");
    }

    [Fact]
    public void Images_may_be_learnt_as_they_are()
    {
        using var digits = Mnist.Embedded();
        using var classifier = ImageClassifier.Train(
            digits,
            Short with
            {
                Shift = 0,
                Rotation = 0,
                Scaling = 0,
            },
            ..200
        );
        classifier.Classes.Should().Be(10);
    }

    [Theory]
    [InlineData(0, 100, 0.002, "Epochs must be at least 1, but was 0.")]
    [InlineData(1, 0, 0.002, "BatchSize must be at least 1, but was 0.")]
    [InlineData(1, 100, -1, "LearningRate must be greater than 0, but was -1.")]
    public void Options_out_of_range_are_an_error_with_bound_and_value(
        int epochs,
        int batch,
        double rate,
        string message
    )
    {
        using var digits = Mnist.Embedded();
        var options = new ClassifierOptions
        {
            Epochs = epochs,
            BatchSize = batch,
            LearningRate = rate,
        };
        FluentActions
            .Invoking(() => ImageClassifier.Train(digits, options))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(message + "*");
    }
}
