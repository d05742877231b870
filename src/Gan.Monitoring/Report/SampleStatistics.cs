using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>Mean and deviation of each column of a table, or each channel of anything else, of generated and of real
/// samples: for what cannot be drawn.</summary>
internal sealed record SampleStatistics(
    long Step,
    long Columns,
    long Real,
    long Fake,
    IReadOnlyList<SampleStatistics.Row> Rows
)
{
    internal sealed record Row(double RealMean, double FakeMean, double RealDeviation, double FakeDeviation);

    private const int Count = 1000;
    private const int MaxRows = 64;

    public static SampleStatistics Of(TrainingContext context, ulong seed)
    {
        using var _ = NewDisposeScope();
        using var graph = no_grad();
        var columns = context.Data.SampleShape[0];
        var shown = (int)Math.Min(columns, MaxRows);
        var samples = RealSamples.Read(context.Data, Count); // fewer of a small set, or of large samples
        var real = Columnwise(samples, shown);
        var fake = Columnwise(context.Sample(Count, seed: seed), shown);
        var rows = new Row[shown];
        for (var i = 0; i < shown; i++)
        {
            rows[i] = new(real.Mean[i], fake.Mean[i], real.Deviation[i], fake.Deviation[i]);
        }
        return new(context.Step, columns, samples.shape[0], Count, rows);
    }

    private static (double[] Mean, double[] Deviation) Columnwise(Tensor samples, int shown)
    {
        var columns = samples.narrow(1, 0, shown).to(ScalarType.Float64).transpose(0, 1).reshape(shown, -1);
        return ([.. columns.mean([1]).data<double>()], [.. columns.std(1).data<double>()]);
    }
}
