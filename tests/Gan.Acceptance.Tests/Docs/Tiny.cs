using Gan.Data;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Trainings that take a second, to run what the pages show.</summary>
internal static class Tiny
{
    public static GanBuilder Ring(IDataset data) =>
        new GanBuilder()
            .WithData(data)
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [16],
                    DiscriminatorWidths = [16],
                    Dropout = 0,
                }
            )
            .WithTraining(new TrainingOptions { Steps = 4, BatchSize = 32 });

    public static GanBuilder Digits(IDataset data) =>
        new GanBuilder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new TrainingOptions { Steps = 4, BatchSize = 16 });
}
