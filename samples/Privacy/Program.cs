// Rows of a CSV file in, new rows out that tell little of any single one: (ε, δ)-differential privacy by DP-SGD, and an
// attack on what was learnt.
using System.Globalization;
using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using Gan.Monitoring;

var steps = Arguments.Steps(args, 1500);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
Directory.CreateDirectory("out/privacy");

// Invented answers: those who sleep badly are older, and few have seen a doctor.
var random = new Random(1);
var lines = new List<string> { "age,sleep,doctor" };
for (var i = 0; i < 8000; i++)
{
    var isBad = random.NextDouble() < 0.3;
    var age = random.Next(isBad ? 45 : 18, isBad ? 90 : 60);
    var hours = (isBad ? 5 : 7.5) + (2 * random.NextDouble());
    var chance = isBad ? 0.4 : 0.05;
    var doctor = random.NextDouble() < chance ? "yes" : "no";
    lines.Add(string.Create(CultureInfo.InvariantCulture, $"{age},{hours:0.0},{doctor}"));
}
File.WriteAllLines("out/privacy/answers.csv", lines.Where((_, i) => i == 0 || i % 5 != 0));
File.WriteAllLines("out/privacy/held-out.csv", lines.Where((_, i) => i % 5 == 0));

// Bounds and words are stated: read from the cells, they would be in the file of what was learnt.
var table = CsvTable.Load(
    "out/privacy/answers.csv",
    TableOptions.ForCtgan with
    {
        Missing = MissingValues.DropRow,
        Columns = new()
        {
            ["age"] = ColumnOptions.Number(18, 100),
            ["sleep"] = ColumnOptions.Number(0, 24, decimals: 1),
            ["doctor"] = ColumnOptions.OneOf("no", "yes"),
        },
    }
);
using var generator = new TableBuilder()
    .WithTable(table)
    .WithDifferentialPrivacy(epsilon: 3, delta: 1e-5)
    .With(gan => gan.WithTraining(new TrainingOptions { Steps = steps, BatchSize = 400 }))
    .Train(new ConsoleProgress(), signals.Token);

// The file says what was spent; rows drawn from it spend nothing more.
generator.Save("out/privacy/answers.safetensors");
generator.WriteCsv("out/privacy/made.csv", 5000, seed: 1);
Console.WriteLine($"Spent {generator.Privacy}");

// Looking at learnt rows is for those who have them anyway: this comparison is no part of the promise.
var heldOut = CsvTable.Load("out/privacy/held-out.csv", table.Encoding);
var made = generator.Sample(5000, seed: 1);
var comparison = TableComparison.Of(table.Encoding, table.ToRows(), made, heldOut.ToRows());
comparison.SaveHtml("out/privacy/comparison.html", "Answers");
Console.WriteLine($"{comparison}; an attack on membership has {comparison.Distances.Membership}");
