using Gan.Data;
using Gan.Metrics;
using Gan.Monitoring;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Compiles what docs/metrics.md shows: the judge alone takes a minute to train.</summary>
internal static class MetricsPage
{
    internal static void WhileTraining()
    {
        using var data = Mnist.Embedded();
        using var judge = ImageClassifier.TrainOrLoad("judge.safetensors", data);
        using var fid = new FidMetric(new ClassifierFeatures(judge));
        using var gan = new GanBuilder()
            .WithData(data)
            .WithDcgan()
            .WithWgangp()
            .AddMetric(fid, every: 500)
            .Train(new ConsoleProgress());
        Console.WriteLine(fid.Last);
    }
}
