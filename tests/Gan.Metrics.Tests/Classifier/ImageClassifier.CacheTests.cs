using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Classifier;

public sealed class ImageClassifierCacheTests : IDisposable
{
    private static readonly ClassifierOptions Quick = new() { Epochs = 1 };

    private readonly string folder = Directory.CreateTempSubdirectory("gan-metrics-").FullName;

    private string Judge => Path.Combine(folder, "new", "judge.safetensors");

    [Fact]
    public void A_classifier_is_trained_once_and_loaded_from_then_on()
    {
        using var _ = NewDisposeScope();
        using var data = Noise(1);
        using var first = ImageClassifier.TrainOrLoad(Judge, data, Quick);
        using var trained = ImageClassifier.Train(data, Quick);
        using var batch = data.Read(arange(5, dtype: ScalarType.Int64), CPU);
        first.Probabilities(batch.Samples).allclose(trained.Probabilities(batch.Samples), 0, 0).Should().BeTrue();

        var written = File.GetLastWriteTimeUtc(Judge);
        using var again = ImageClassifier.TrainOrLoad(Judge, data, Quick);
        again.Probabilities(batch.Samples).allclose(first.Probabilities(batch.Samples), 0, 0).Should().BeTrue();
        again.training.Should().BeFalse();
        File.GetLastWriteTimeUtc(Judge).Should().Be(written, "nothing was written");
    }

    [Fact]
    public void Other_data_options_or_part_and_a_damaged_file_train_anew()
    {
        using var data = Noise(1);
        using var other = Noise(2); // the same name, count and shape
        var kept = Kept(() => ImageClassifier.TrainOrLoad(Judge, data, Quick));
        Kept(() => ImageClassifier.TrainOrLoad(Judge, data, Quick)).Should().Equal(kept);
        Kept(() => ImageClassifier.TrainOrLoad(Judge, other, Quick)).Should().NotEqual(kept);
        Kept(() => ImageClassifier.TrainOrLoad(Judge, data, Quick with { Seed = 1 })).Should().NotEqual(kept);
        Kept(() => ImageClassifier.TrainOrLoad(Judge, data, Quick, ..150)).Should().NotEqual(kept);
        File.WriteAllBytes(Judge, kept[..^100]);
        Kept(() => ImageClassifier.TrainOrLoad(Judge, data, Quick)).Should().Equal(kept);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_refused_before_the_training()
    {
        using var data = Noise(1);
        FluentActions
            .Invoking(() => ImageClassifier.TrainOrLoad(folder, data, Quick))
            .Should()
            .Throw<IOException>()
            .WithMessage($"'{folder}' is a folder. *");
        FluentActions
            .Invoking(() => ImageClassifier.Load(folder))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"'{folder}' is a folder, not a safetensors file. Name a file in it.");
    }

    private byte[] Kept(Func<ImageClassifier> make)
    {
        make().Dispose();
        return File.ReadAllBytes(Judge);
    }

    private static ImageDataset Noise(int seed)
    {
        var pixels = new byte[200 * 64];
        new Random(seed).NextBytes(pixels);
        return ImageDataset.FromBytes(
            pixels,
            1,
            8,
            8,
            [.. Enumerable.Range(0, 200).Select(n => n % 4L)],
            name: "noise"
        );
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
