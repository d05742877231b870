// Rows of a CSV file in, new rows like them out: numbers and categories, a missing cell, and the way back to a file.
using Gan;
using Gan.Data;
using Gan.Monitoring;

var steps = Arguments.Steps(args, 3000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
Directory.CreateDirectory("out/table");
Trees.Write("out/table/trees.csv", count: 2000);

// Numbers become [-1, 1], categories a number each; "plot" is no property of a tree.
var table = CsvTable.Load(
    "out/table/trees.csv",
    new TableOptions { Columns = { ["plot"] = ColumnKind.Ignored }, Missing = MissingValues.DropRow }
);
Console.WriteLine($"{table.Count} trees, {table.DroppedRows} dropped, {table.Encoding.Width} numbers each.");

using var data = table.ToDataset();
using var gan = new GanBuilder()
    .WithData(data)
    .WithMlp(
        new MlpOptions
        {
            LatentSize = 16,
            GeneratorWidths = [128, 128],
            DiscriminatorWidths = [128, 128],
            Dropout = 0,
            Tanh = true,
        }
    )
    .WithWgangp()
    .WithOptimizers(new AdamOptions(5e-4, 0, 0.9))
    .WithTraining(
        new TrainingOptions
        {
            Steps = steps,
            BatchSize = 128,
            Seed = 1,
        }
    )
    .Train(new ConsoleProgress(), signals.Token);

// The encoding leads back: clamped to what was seen, rounded as the file was, the largest number names the category.
using var samples = gan.Sample(1000, seed: 2);
table.Encoding.WriteCsv("out/table/made.csv", samples);
table.Encoding.Save("out/table/encoding.json");
Trees.Compare(File.ReadLines("out/table/trees.csv"), File.ReadLines("out/table/made.csv"));
Console.WriteLine("out/table/made.csv has 1000 new trees.");
