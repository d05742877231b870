using Gan.Data;
using Gan.Games;
using Gan.Metrics;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/tables.md shows, with few steps.</summary>
public sealed class TablesTests
{
    [Fact]
    public void Orders_are_learnt_asked_for_and_kept_in_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("gan-docs").FullName;
        var (csv, made) = (Path.Combine(folder, "orders.csv"), Path.Combine(folder, "made.csv"));
        var (rare, file) = (Path.Combine(folder, "rare.csv"), Path.Combine(folder, "orders.safetensors"));
        string[] lines = ["desk,320.50,returned", "lamp,60.00,kept", "desk,300.00,kept", "lamp,,returned"];
        File.WriteAllLines(csv, ["article,price,state", .. Enumerable.Repeat(lines, 10).SelectMany(line => line)]);

        var table = CsvTable.Load(csv, TableOptions.ForCtgan);
        using var generator = new TableBuilder().WithTable(table).WithCtgan(epochs: 300).With(Short).Train();
        generator.WriteCsv(made, rows: 1000);
        generator.WriteCsv(rare, rows: 100, where: new TableCondition("state", "returned"));
        File.ReadLines(made).First().Should().Be("article,price,state");
        File.ReadLines(rare).Skip(1).Should().HaveCount(100).And.OnlyContain(line => line.EndsWith(",returned"));

        var returned = new TableCondition("state", "returned");
        var rows = generator.Sample(50, where: returned.And("article", "desk"), seed: 1);
        rows.Should().OnlyContain(row => row[0] == "desk" && row[2] == "returned");

        generator.Save(file);
        using var loaded = TrainedTable.Load(file);
        loaded.WriteCsv(made, rows: 1000, seed: 2);
        File.ReadLines(made).Should().HaveCount(1001);

        var copula = GaussianCopula.Fit(table);
        copula.WriteCsv(made, rows: 1000, seed: 1);
        File.ReadLines(made).Should().HaveCount(1001);

        var page = Path.Combine(folder, "comparison.html");
        var heldOut = table.ToRows();
        var synthetic = generator.Sample(table.Count, seed: 3);
        var comparison = TableComparison.Of(table.Encoding, table.ToRows(), synthetic, heldOut);
        comparison.SaveHtml(page);
        comparison.Distances.CopiedHeldOut.Should().Be(1);

        var efficacy = TableEfficacy.Of(table.Encoding, "state", table.ToRows(), synthetic, heldOut);
        Console.WriteLine($"{efficacy.Target}: {efficacy.Synthetic} after {efficacy.Real} on the table itself");
        efficacy.Real.Should().Be(1, "price and article tell the state of these few rows");
        File.ReadAllText(page).Should().Contain("article");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_the_cells_do_not_show_is_stated()
    {
        var options = TableOptions.ForCtgan with
        {
            Columns = new() { ["id"] = ColumnKind.Ignored, ["class"] = ColumnKind.Categorical },
        };
        var csv = Path.GetTempFileName();
        File.WriteAllLines(csv, ["id,class,size", "u1,1,2.5", "u2,2,3.5"]);
        var columns = CsvTable.Load(csv, options).Encoding.Columns;
        columns.Select(column => column.GetType()).Should().Equal(typeof(CategoricalColumn), typeof(ModesColumn));
        File.Delete(csv);
    }

    private static GanBuilder Short(GanBuilder gan) =>
        gan.WithTraining(new TrainingOptions { Steps = 2, BatchSize = 10 });
}
