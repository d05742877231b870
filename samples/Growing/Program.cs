// ProGAN on the embedded digits, 28x28 from 4x4 on: a film of the growth, and a grid of what came of it.
using Gan;
using Gan.Data;
using Gan.Monitoring;

const string Out = "out/growing";
var steps = Arguments.Steps(args, 3000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
using var data = Mnist.Embedded();
using var gan = new GanBuilder()
    .WithData(data)
    .WithProGan(new ProGanOptions { MaxMaps = 64, GrownAt = 0.6 })
    .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 32 })
    .AddCallback(new TrainingAnimation($"{Out}/growing.png"), every: (int)Math.Max(1, steps / 40))
    .Train(new ConsoleProgress(), signals.Token);

using var digits = gan.Sample(64, seed: 1);
SampleGrid.Draw(digits).Save($"{Out}/digits.png");
Console.WriteLine($"{Out}: {gan.Step} steps");
