using System.Globalization;
using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Distributed.Tests;

/// <summary>A training of some steps, as mpirun starts it: this assembly is the program.</summary>
internal static class Piece
{
    /// <summary>Says that a process is to hang: "rank:step".</summary>
    internal const string Hang = "GAN_TEST_HANG";

    /// <summary>The file of a process's weights, float32, in the folder of the training.</summary>
    internal static string WeightsOf(int rank) => $"weights-{rank}";

    /// <summary>The steps that a process has done, a line each.</summary>
    internal static string ProgressOf(int rank) => $"progress-{rank}";

    private static int Main(string[] arguments)
    {
        var folder = arguments[0];
        var steps = long.Parse(arguments[1], CultureInfo.InvariantCulture);
        using var signals = new StopSignals();
        using var data = Mnist.Embedded();
        try
        {
            using var trainer = new GanBuilder()
                .WithData(data)
                .WithDcgan(new DcganOptions { FeatureMaps = 4, LatentSize = 8 })
                .WithWgangp()
                .WithOptimizers(new Sgd(0.01))
                .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 12 })
                .WithCheckpoints(new(Path.Combine(folder, "checkpoints")) { Every = 5, Resume = true })
                .WithMpi(new MpiOptions { Timeout = TimeSpan.FromSeconds(10) })
                .Build();
            var rank = MpiProcessGroup.World().Rank;
            foreach (var report in trainer.Steps(signals.Token))
            {
                File.AppendAllText(Path.Combine(folder, ProgressOf(rank)), $"{report.Step}\n");
                HangWhereAsked(rank, report.Step);
            }
            Write(trainer, Path.Combine(folder, WeightsOf(rank)));
            return 0;
        }
        catch (Exception problem) when (problem is ProcessException or GanConfigurationException)
        {
            Console.Error.WriteLine(problem.Message);
            return 3;
        }
    }

    private static void HangWhereAsked(int rank, long step)
    {
        if (Environment.GetEnvironmentVariable(Hang) == $"{rank}:{step}")
        {
            Thread.Sleep(TimeSpan.FromMinutes(2));
        }
    }

    private static void Write(GanTrainer trainer, string path)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var all = trainer.Context.Players.SelectMany(p => p.Network.state_dict().Values);
        var flat = cat([.. all.Select(t => t.reshape(-1).to(ScalarType.Float32))]);
        File.WriteAllBytes(path, flat.bytes.ToArray());
    }

    // Adam makes a whole step of the smallest gradient, and so of its rounding.
    private sealed record Sgd(double Rate) : OptimizerOptions(Rate)
    {
        public override bool HasMomentum => false;

        public override optim.Optimizer Create(IEnumerable<TorchSharp.Modules.Parameter> parameters) =>
            optim.SGD(parameters, Rate);
    }
}
