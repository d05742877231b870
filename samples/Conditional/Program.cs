// A conditional GAN: it is asked for a seven and makes sevens.
using Gan;
using Gan.Losses;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

var steps = Arguments.Steps(args, 1000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
Directory.CreateDirectory("out/conditional");

using (
    var trained = new GanBuilder()
        .WithDcgan()
        .WithWgangp()
        .WithConditioning(new LabelEmbedding(Size: 10))
        .WithTraining(new TrainingOptions { Steps = steps })
        .Train(new ConsoleProgress(), signals.Token)
)
{
    trained.Save("out/conditional/generator.safetensors");
}

// The file says how the generator is built and conditioned, so it is all that an application needs.
using var gan = TrainedGan.Load("out/conditional/generator.safetensors");
using var sevens = gan.Sample(64, label: 7);
SampleGrid.Draw(sevens).Save("out/conditional/sevens.png");

// Ten rows of one digit each. Within a column the latent is the same, so style stays while the digit changes.
var rows = Enumerable.Range(0, (int)gan.Classes).Select(digit => gan.Sample(10, label: digit, seed: 1)).ToArray();
using var table = cat(rows);
SampleGrid.Draw(table, columns: 10).Save("out/conditional/digits.png");
foreach (var row in rows)
{
    row.Dispose();
}
Console.WriteLine($"out/conditional/sevens.png shows sevens, digits.png each of the {gan.Classes} classes.");
