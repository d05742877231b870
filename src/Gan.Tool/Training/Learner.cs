using Gan.Games;
using Gan.Monitoring;

namespace Gan.Tool.Training;

/// <summary>A training of any kind, and how what it learnt becomes files.</summary>
internal abstract class Learner : IDisposable
{
    /// <summary>The trainer of all games.</summary>
    public abstract GanTrainer Trainer { get; }

    /// <summary>Trains to the end, or to the end of the running step when cancelled, and writes the result.</summary>
    public abstract void Run(string folder, long samples, CancellationToken cancellation);

    /// <summary>Writes what was learnt so far.</summary>
    public abstract void SaveSnapshot(string path);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>A training of samples.</summary>
    public static Learner Of(GanTrainer trainer) => new OfSamples(trainer);

    /// <summary>A training of a table's rows.</summary>
    public static Learner Of(GameTrainer<TrainedTable> trainer) => new OfRows(trainer);

    private sealed class OfSamples(GanTrainer trainer) : Learner
    {
        public override GanTrainer Trainer => trainer;

        public override void Run(string folder, long samples, CancellationToken cancellation)
        {
            using var gan = trainer.Train(cancellation: cancellation);
            if (samples > 0)
            {
                SamplesFile.Write(Path.Combine(folder, "samples.npy"), gan, samples);
            }
            gan.Save(Path.Combine(folder, RunFolder.Generator));
        }

        public override void SaveSnapshot(string path)
        {
            using var gan = trainer.Snapshot();
            gan.Save(path);
        }

        public override void Dispose() => trainer.Dispose();
    }

    private sealed class OfRows(GameTrainer<TrainedTable> trainer) : Learner
    {
        public override GanTrainer Trainer => trainer.Trainer;

        public override void Run(string folder, long samples, CancellationToken cancellation)
        {
            using var table = trainer.Train(cancellation: cancellation);
            table.Save(Path.Combine(folder, RunFolder.Generator));
            if (samples > 0)
            {
                table.WriteCsv(Path.Combine(folder, "samples.csv"), samples, seed: 0);
            }
        }

        public override void SaveSnapshot(string path)
        {
            using var table = trainer.Snapshot();
            table.Save(path);
        }

        public override void Dispose() => trainer.Dispose();
    }
}
