// Rows of a CSV file in, new rows like them out by CTGAN: rare categories, gaps among numbers, and rows that are asked
// for.
using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using Gan.Monitoring;

var steps = Arguments.Steps(args, 3000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
Directory.CreateDirectory("out/ctgan");
Orders.Write("out/ctgan/orders.csv", count: 5000);

// Numbers by their modes, categories as 0 and 1, missing cells as what they are.
var table = CsvTable.Load("out/ctgan/orders.csv", TableOptions.ForCtgan);
using var generator = new TableBuilder()
    .WithTable(table)
    .WithCtgan()
    .With(gan =>
        gan.WithTraining(
            new TrainingOptions
            {
                Steps = steps,
                BatchSize = 500,
                Seed = 1,
            }
        )
    )
    .Train(new ConsoleProgress(), signals.Token);

// As often as in the table, and then only those that were returned.
generator.WriteCsv("out/ctgan/made.csv", 5000, seed: 1);
generator.WriteCsv("out/ctgan/returned.csv", 500, new TableCondition("state", "returned"), seed: 1);
generator.Save("out/ctgan/orders.safetensors");

// How alike the two tables are, and how near the new rows are to the old ones, as a page.
var comparison = TableComparison.Of(table.Encoding, table.ToRows(), generator.Sample(5000, seed: 1));
comparison.SaveHtml("out/ctgan/comparison.html", "Orders");
Console.WriteLine(comparison);
Orders.Compare(File.ReadLines("out/ctgan/orders.csv"), File.ReadLines("out/ctgan/made.csv"));
Console.WriteLine("out/ctgan/made.csv has 5000 new orders, out/ctgan/returned.csv 500 that were returned.");
