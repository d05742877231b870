// dotnet run [folder of pictures] [steps]      without a folder it learns digits that come with the library
using Gan;
using Gan.Data;
using Gan.Monitoring;

using IDataset data = args.Length > 0 && Directory.Exists(args[0]) ? ImageFolder.Load(args[0]) : Mnist.Embedded();
using var signals = new StopSignals(); // Ctrl-C ends the training, not the program
var gan = new GanBuilder()
    .WithData(data)
    .WithRecommended(minutes: 15)
    .WithDevice("DEVICE")
    .AddCallback(new ConsoleProgress())
    .AddCallback(new HtmlReport("report.html"));
if (args.Length > 0 && long.TryParse(args[^1], out var steps))
{
    gan = gan.WithTraining(new TrainingOptions { Steps = steps });
}

using var trained = gan.Train(cancellation: signals.Token);
trained.Save("generator.safetensors");
using var samples = trained.Sample(64, seed: 1);
SampleGrid.Draw(samples).Save("samples.png");
Console.WriteLine("See report.html and samples.png");
