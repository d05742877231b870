using System.Diagnostics;
using Gan.Data;

namespace Gan.Metrics.Tests.Classifier;

/// <summary>The default classifier, trained once for all tests on 9,000 of the embedded digits; 1,000 are held
/// out.</summary>
public sealed class TrainedOnDigits : IDisposable
{
    public TrainedOnDigits()
    {
        var clock = Stopwatch.StartNew();
        Classifier = ImageClassifier.Train(Digits, samples: ..9000);
        Time = clock.Elapsed;
    }

    public ImageDataset Digits { get; } = Mnist.Embedded();

    public ImageClassifier Classifier { get; }

    public TimeSpan Time { get; }

    public void Dispose()
    {
        Classifier.Dispose();
        Digits.Dispose();
    }
}
