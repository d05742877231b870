// What is shipped, beside what was trained: errors and bytes of each family, and of networks trained on digits PSNR,
// Fréchet distances and time by storage and quantisation. Usage: benchmarks/run.sh shipping [--steps 400]
using System.CommandLine;
using System.Globalization;
using Gan;
using Gan.Data;
using Gan.Metrics;
using Gan.Onnx;
using Shipping;

var steps = new Option<long>("--steps") { Description = "Steps of the trainings", DefaultValueFactory = _ => 400 };
var rounds = new Option<int>("--rounds") { Description = "Rounds of a timing", DefaultValueFactory = _ => 21 };
var samples = new Option<int>("--samples") { Description = "Samples compared", DefaultValueFactory = _ => 2000 };
var output = new Option<string>("--out") { Description = "Folder", DefaultValueFactory = _ => "." };
var command = new RootCommand("What is shipped, beside what was trained.") { steps, rounds, samples, output };
command.SetAction(parsed =>
{
    CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    var folder = Directory.CreateDirectory(parsed.GetValue(output)!).FullName;
    using var page = File.CreateText(Path.Combine(folder, "shipping.md"));
    void Write(string line)
    {
        page.WriteLine(line);
        page.Flush();
        Console.WriteLine(line);
    }
    Write("| family | largest error | KiB | float16: share, dB | int8: share, dB |");
    Write("|---|---|---|---|---|");
    foreach (var (name, family) in FamilyTable.All)
    {
        Write(FamilyTable.Row(name, family, folder));
    }
    using var digits = Mnist.Embedded();
    using var classifier = ImageClassifier.Train(digits, new ClassifierOptions { Epochs = 1 }, ..9000);
    var trial = new DigitTrial(digits, classifier, folder, parsed.GetValue(samples), parsed.GetValue(rounds));
    Write("");
    Write("| digits by | file | KiB | dB | FID to the data | FID to float32 | ms for 8 | times as fast |");
    Write("|---|---|---|---|---|---|---|---|");
    foreach (var (name, family) in DigitTrial.Families)
    {
        var builder = new GanBuilder()
            .WithData(digits)
            .WithNetworks(family)
            .WithHinge()
            .WithTraining(
                new TrainingOptions
                {
                    Steps = parsed.GetValue(steps),
                    BatchSize = 32,
                    Seed = 1,
                }
            );
        using var gan = builder.Train();
        foreach (var row in trial.Rows(name, gan))
        {
            Write(row);
        }
    }
});
return command.Parse(args).Invoke();
