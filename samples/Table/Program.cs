// Rows of a CSV file in, new rows like them out: numbers and categories, a missing cell, and the way back to a file.
using System.Globalization;
using Gan;
using Gan.Data;
using Gan.Monitoring;

var steps = Arguments.Steps(args, 3000);
Directory.CreateDirectory("out/table");
WriteTrees("out/table/trees.csv", count: 2000);

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
    .Train(new ConsoleProgress());

// The encoding leads back: clamped to what was seen, rounded as the file was, the largest number names the category.
using var samples = gan.Sample(1000, seed: 2);
table.Encoding.WriteCsv("out/table/made.csv", samples);
table.Encoding.Save("out/table/encoding.json");
Compare(File.ReadLines("out/table/trees.csv"), File.ReadLines("out/table/made.csv"));
Console.WriteLine("out/table/made.csv has 1000 new trees.");

// Each kind of tree grows to a height of its own, and trunks follow the height.
static void WriteTrees(string path, int count)
{
    var random = new Random(1);
    var kinds = new[] { ("oak", 25.0, 0.45), ("birch", 18.0, 0.35), ("pine", 30.0, 0.2) };
    var lines = new List<string> { "plot,kind,age,height,trunk" };
    for (var i = 0; i < count; i++)
    {
        var (kind, tallest, share) = kinds[
            random.NextDouble() switch
            {
                < 0.45 => 0,
                < 0.8 => 1,
                _ => 2,
            }
        ];
        var age = random.Next(5, 120);
        var height = tallest * (1 - Math.Exp(-age / 35.0)) * (0.9 + 0.2 * random.NextDouble());
        var trunk = height * (1 + share) * (0.9 + 0.2 * random.NextDouble());
        lines.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{i % 40},{kind},{age},{height:0.0},{(i % 200 == 7 ? "NA" : $"{trunk:0}")}"
            )
        );
    }
    File.WriteAllLines(path, lines);
}

static void Compare(IEnumerable<string> real, IEnumerable<string> made)
{
    var both = new[] { Heights(real), Heights(made) };
    foreach (var kind in both[0].Keys.Order())
    {
        Console.WriteLine($"{kind, -6} real {both[0][kind], -22} made {both[1].GetValueOrDefault(kind, "none")}");
    }
}

static Dictionary<string, string> Heights(IEnumerable<string> lines)
{
    var names = lines.First().Split(',').ToList();
    var kind = names.IndexOf("kind");
    var height = names.IndexOf("height");
    var rows = lines.Skip(1).Select(line => line.Split(',')).ToList();
    return rows.GroupBy(r => r[kind])
        .ToDictionary(
            g => g.Key,
            g =>
                $"{100.0 * g.Count() / rows.Count:0} %, "
                + $"{g.Average(r => double.Parse(r[height], CultureInfo.InvariantCulture)):0.0} m"
        );
}
