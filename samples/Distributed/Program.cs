// One training in several processes: mpirun.mpich -n 2 dotnet Distributed.dll. Without mpirun, in one.
using Gan;
using Gan.Distributed;
using Gan.Monitoring;

const string Out = "out/distributed";
var steps = Arguments.Steps(args, 1000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
using var gan = new GanBuilder()
    .WithDcgan()
    .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 64 })
    .WithCheckpoints(new CheckpointOptions($"{Out}/checkpoints") { Every = 250, Resume = true })
    .WithMpi()
    .Train(new ConsoleProgress(), signals.Token);

if (MpiProcessGroup.World().Rank == 0)
{
    using var digits = gan.Sample(64, seed: 1);
    SampleGrid.Draw(digits).Save($"{Out}/digits.png");
    Console.WriteLine($"{Out}: {gan.Step} steps");
}
