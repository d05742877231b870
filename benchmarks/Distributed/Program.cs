// A DCGAN of 64 pixels in one process and in two, of one thread each, turn about; and a model of clusters.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;

var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 64, Description = "Images of a whole batch" };
var steps = new Option<int>("--steps") { DefaultValueFactory = _ => 20, Description = "Steps of a run" };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "Runs of each" };
var folder = new Option<string>("--out")
{
    DefaultValueFactory = _ => "benchmarks/results",
    Description = "Folder for distributed.md",
};
var piece = new Option<string?>("--piece") { Hidden = true };
var command = new RootCommand("Times a training in one process and in two.") { batch, steps, rounds, folder, piece };
command.SetAction(line =>
    line.GetValue(piece) is { } file
        ? Piece.Run(file, line.GetValue(batch), line.GetValue(steps))
        : Compare(line.GetValue(batch), line.GetValue(steps), line.GetValue(rounds), line.GetValue(folder)!)
);
return command.Parse(args).Invoke();

static int Compare(int batch, int steps, int rounds, string folder)
{
    var load = Machine.Load();
    var rows = new Dictionary<int, List<double[]>> { [1] = [], [2] = [] };
    for (var round = 0; round < rounds; round++)
    {
        foreach (var (count, list) in rows)
        {
            list.Add(Run(count, batch, steps));
            Console.WriteLine($"{count} process(es): {list[^1][0]:F1} ms a step, of which {list[^1][1]:F1} ms waiting");
        }
    }
    double Of(int count, int column) => Statistics.Median(rows[count].Select(row => row[column]));
    var ratios = rows[1].Zip(rows[2], (one, two) => one[0] / two[0]).Order().ToList();
    var text = new StringBuilder();
    text.AppendLine("# One training in several processes\n");
    text.AppendLine(
        "Written by `benchmarks/run.sh distributed`. DCGAN, 64 pixels, three channels, one thread a process."
    );
    text.AppendLine(
        $"{Machine.Description(load)} A batch of {batch}; medians of {rounds} runs of {steps} steps, turn about.\n"
    );
    text.AppendLine("| processes | ms a step | of which waiting, ms | MB sent by each |\n|---:|---:|---:|---:|");
    text.AppendLine($"| 1 | {Of(1, 0):F1} | | |");
    text.AppendLine($"| 2 | {Of(2, 0):F1} | {Of(2, 1):F1} | {Of(2, 2) / 1e6:F1} |\n");
    text.AppendLine(
        $"Two are {Of(1, 0) / Of(2, 0):F2} times as fast; pair by pair {ratios[0]:F2} to {ratios[^1]:F2}. A step makes "
            + $"{Of(2, 3):F0} short calls and {Of(2, 4):F0} long ones of {Of(2, 5) / 1e6:F1} MB together.\n"
    );
    Model.Write(text, Of(1, 0), Of(2, 3), Of(2, 4), Of(2, 5), batch);
    Directory.CreateDirectory(folder);
    File.WriteAllText(Path.Combine(folder, "distributed.md"), text.ToString());
    Console.WriteLine(text);
    return 0;
}

static double[] Run(int count, int batch, int steps)
{
    var file = Path.GetTempFileName();
    string[] own =
    [
        "dotnet",
        typeof(Piece).Assembly.Location,
        "--piece",
        file,
        "--batch",
        $"{batch}",
        "--steps",
        $"{steps}",
    ];
    string[] line = count == 1 ? own : ["mpirun.mpich", "-n", $"{count}", .. own];
    var start = new ProcessStartInfo(line[0], line[1..]) { Environment = { ["OMP_NUM_THREADS"] = "1" } };
    using var process = Process.Start(start)!;
    process.WaitForExit();
    var numbers = File.ReadAllText(file).Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture));
    return [.. numbers];
}
