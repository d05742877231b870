using System.Globalization;
using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/adding-a-callback-or-metric.md shows.</summary>
public sealed class AddingACallbackTests
{
    [Fact]
    public void The_pages_callback_writes_a_line_every_second_step_and_the_metric_is_in_the_last()
    {
        var folder = Directory.CreateTempSubdirectory("gan-docs").FullName;
        var path = Path.Combine(folder, "losses.csv");
        var builder = Tiny.Digits(Mnist.Embedded());
        using var gan = builder
            .AddCallback(new LossTable(path), every: 2)
            .AddMetric(new BrightnessGap(), every: 4)
            .Train();
        var lines = File.ReadAllLines(path);
        Directory.Delete(folder, recursive: true);
        lines.Should().HaveCount(3);
        lines[0].Should().StartWith("step,");
        lines[1].Should().StartWith("2,").And.EndWith(",");
        double.Parse(lines[2].Split(',')[^1], CultureInfo.InvariantCulture).Should().BeInRange(0, 2);
    }
}

/// <summary>Writes losses, and the metrics that were measured, to a table.</summary>
public sealed class LossTable(string path) : ITrainingCallback
{
    private StreamWriter? file;

    public void OnStart(TrainingContext context)
    {
        file = new StreamWriter(path);
        file.WriteLine("step,discriminator,generator,metrics");
    }

    public void OnStep(TrainingContext context, StepReport report)
    {
        var metrics = string.Join(';', report.Metrics.Values.Select(value => FormattableString.Invariant($"{value}")));
        FormattableString line = $"{report.Step},{report.DiscriminatorLoss},{report.GeneratorLoss},{metrics}";
        file!.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    public void OnEnd(TrainingContext context) => file?.Dispose();
}

/// <summary>How far the mean of 500 samples is from the mean of 500 real ones: 0 is best, 2 the worst for values in
/// [−1, 1].</summary>
public sealed class BrightnessGap : IGanMetric
{
    public string Name => "brightness gap";

    public double Measure(TrainingContext context)
    {
        using var scope = NewDisposeScope();
        var real = context.Data.Read(arange(500, dtype: ScalarType.Int64), CPU).Samples;
        return Math.Abs((context.Sample(500).mean() - real.mean()).ToDouble());
    }
}
