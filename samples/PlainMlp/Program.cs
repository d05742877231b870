// The GAN of 2014: fully connected networks on digits, non-saturating loss.
using Gan;
using Gan.Monitoring;

var steps = Arguments.Steps(args, 5000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program

using var gan = new GanBuilder()
    .WithMlp()
    .WithVanilla()
    .WithTraining(new TrainingOptions { Steps = steps })
    .Train(new ConsoleProgress(), signals.Token);

using var samples = gan.Sample(64, seed: 1);
SampleGrid.Draw(samples).Save("out/plain-mlp/grid.png");

// From one digit to another along the great circle between their latents.
using var walk = gan.Interpolate(fromSeed: 1, toSeed: 2, steps: 10);
SampleGrid.Draw(walk, columns: 10).Save("out/plain-mlp/walk.png");
Console.WriteLine("out/plain-mlp/grid.png shows 64 samples, walk.png the way from one to another.");
