// StyleGAN2 on the embedded digits, then what its styles are good for: truncation, mixing, a walk, and the style that
// comes nearest to a given picture.
using Gan;
using Gan.Data;
using Gan.Monitoring;
using static TorchSharp.torch;

const string Out = "out/style-gan";
var steps = Arguments.Steps(args, 2000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
using var data = Mnist.Embedded();
using var gan = new GanBuilder()
    .WithData(data)
    .WithStyleGan2(StyleGan2Options.Small32 with { GeneratorMaps = 8, DiscriminatorMaps = 8 })
    .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 32 })
    .Train(new ConsoleProgress(), signals.Token);

using var typical = gan.Sample(64, truncation: 0.7);
SampleGrid.Draw(typical).Save($"{Out}/truncated.png");
using var mixed = gan.MixGrid(rows: [1, 2, 3, 4], columns: [5, 6, 7, 8, 9], from: 2);
SampleGrid.Draw(mixed, columns: 6).Save($"{Out}/mixed.png");
using var walk = gan.Interpolate(1, 2, steps: 8);
SampleGrid.Draw(walk, columns: 8).Save($"{Out}/walk.png");

using var digit = data.Read(arange(1), CPU);
using var found = gan.Project(digit.Samples, new ProjectionOptions { Steps = 200 });
Console.WriteLine($"{Out}: the style nearest to a digit is {found.Distance:F3} from it");
