// Watermarks of images and of generators: bits that are read again and p-values, after what happens to images on their
// way. Usage: benchmarks/run.sh watermark [--steps 500]
using System.CommandLine;
using System.Globalization;
using Gan;
using Gan.Data;
using Gan.Losses;
using Gan.Metrics;
using Watermark;
using static TorchSharp.torch;

const string key = "the benchmark's";
var steps = new Option<long>("--steps") { Description = "Steps of the trainings", DefaultValueFactory = _ => 500 };
var images = new Option<int>("--images") { Description = "Images a row", DefaultValueFactory = _ => 100 };
var bits = new Option<int>("--bits") { Description = "Bits of the decoder", DefaultValueFactory = _ => 32 };
var output = new Option<string>("--out") { Description = "Folder", DefaultValueFactory = _ => "." };
var command = new RootCommand("Watermarks, read again.") { steps, images, bits, output };
command.SetAction(parsed =>
{
    CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    set_num_threads(1);
    var folder = Directory.CreateDirectory(parsed.GetValue(output)!).FullName;
    using var page = File.CreateText(Path.Combine(folder, "watermark.md"));
    void Write(string line)
    {
        page.WriteLine(line);
        page.Flush();
        Console.WriteLine(line);
    }
    using var digits = Mnist.Embedded();
    using var classifier = ImageClassifier.Train(digits, new ClassifierOptions { Epochs = 1 }, ..9000);
    var decoderOptions = new WatermarkDecoderOptions { Bits = parsed.GetValue(bits) };
    using var decoder = WatermarkDecoder.Train(digits.SampleShape, decoderOptions);
    var message = new WatermarkMessage(key, decoder.Bits);
    var builder = new GanBuilder()
        .WithData(digits)
        .WithDcgan()
        .WithHinge()
        .WithTraining(
            new TrainingOptions
            {
                Steps = parsed.GetValue(steps),
                BatchSize = 32,
                Seed = 1,
            }
        );
    using var plain = builder.Train();
    using var trained = builder.AddGeneratorPenalty(new WatermarkPenalty(decoder, message, Lambda: 5)).Train();
    using var tuned = decoder.Mark(plain, message);
    using var spread = new SpreadWatermark(key);
    var trial = new Trial(parsed.GetValue(images), folder);
    Write(
        "| what happens to it | grid of 36, 64 bits in its pixels | generator trained with it | finished generator |"
    );
    Write("|---|---|---|---|");
    foreach (var row in trial.Rows(spread, decoder, message, plain, trained, tuned))
    {
        Write(row);
    }
    Write("");
    foreach (var row in trial.WithoutMark(spread, decoder, digits, plain))
    {
        Write(row);
    }
    Write("");
    foreach (var row in trial.Quality(new ClassifierFeatures(classifier), digits, plain, trained, tuned))
    {
        Write(row);
    }
});
return command.Parse(args).Invoke();
