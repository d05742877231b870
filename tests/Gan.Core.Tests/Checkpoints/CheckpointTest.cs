namespace Gan.Tests.Checkpoints;

/// <summary>A folder for checkpoints, and small trainings that write into it.</summary>
public abstract class CheckpointTest : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("gan-checkpoints").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    protected static GanBuilder Training(long steps) =>
        Tiny.Builder()
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                }
            )
            .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 8 });

    protected static void Train(GanBuilder builder, CheckpointOptions options) =>
        builder.WithCheckpoints(options).Train().Dispose();

    /// <summary>Names of what the folder holds.</summary>
    protected string[] Stored() =>
        [.. Directory.GetDirectories(Folder).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>Gives the values listed, one a step.</summary>
    private protected sealed class Listed(double[] values) : IGanMetric
    {
        public string Name => "listed";

        public double Measure(TrainingContext context) => values[context.Step - 1];
    }
}
