using Gan.Data;

namespace Gan.Games.Tests;

/// <summary>A table whose columns are all stated, and small trainings of it.</summary>
internal static class StatedTable
{
    internal static TableOptions Options =>
        TableOptions.ForCtgan with
        {
            Columns = new()
            {
                ["kind"] = ColumnOptions.OneOf("most", "some", "rare"),
                ["price"] = ColumnOptions.Number(0, 400, decimals: 2),
                ["colour"] = ColumnOptions.OneOf("red", "blue"),
                ["age"] = ColumnOptions.Number(0, 40),
            },
        };

    internal static CtganOptions Networks { get; } =
        new()
        {
            NoiseSize = 8,
            GeneratorWidths = [16],
            DiscriminatorWidths = [16],
        };

    internal static TableBuilder Builder(CsvTable table, DifferentialPrivacy privacy, long steps = 3) =>
        new TableBuilder()
            .WithTable(table)
            .WithNetworks(Networks)
            .WithDifferentialPrivacy(privacy)
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = steps, BatchSize = 40 }));
}
