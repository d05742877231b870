using Gan.Data;
using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>Fashion-MNIST, and the classifier of it which all tasks of a run share.</summary>
internal static class Fashion
{
    private static readonly Lazy<ImageClassifier> Judging = new(() =>
    {
        using var train = Train();
        return Classifier(train, seed: 0);
    });

    internal static ImageDataset Train() => FashionMnist.Load();

    internal static ImageDataset Test() => FashionMnist.Load(train: false);

    /// <summary>Whose hidden units the FID compares.</summary>
    internal static ImageClassifier Judge => Judging.Value;

    internal static ImageClassifier Classifier(IDataset data, ulong seed) =>
        ImageClassifier.Train(data, new ClassifierOptions { Epochs = 2, Seed = seed });

    /// <summary>With black around it: 32 pixels, which a U-Net can halve five times. Disposes the data.</summary>
    internal static ImageDataset Padded(ImageDataset data)
    {
        using var scope = NewDisposeScope();
        using var _ = data;
        var batch = data.Read(arange(data.Count), CPU);
        var pixels = batch.Samples.add(1).mul(127.5).round().to(ScalarType.Byte);
        var padded = nn.functional.pad(pixels, [2, 2, 2, 2], value: 0);
        return new ImageDataset(
            padded.contiguous().MoveToOuterDisposeScope(),
            batch.Condition!.clone().MoveToOuterDisposeScope(),
            10,
            $"{data.Name}, 32 px"
        );
    }
}
