using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Training.NonFinite;

/// <summary>Small trainings in which something becomes no number.</summary>
internal static class GuardedTraining
{
    internal static GanBuilder Builder(IDataset? data = null) =>
        Tiny.Builder(data)
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                }
            )
            .WithTraining(new TrainingOptions { Steps = 8, BatchSize = 8 });

    internal static NonFiniteException Stopped(GanBuilder builder)
    {
        using var trainer = builder.Build();
        var train = () => trainer.Steps().Count();
        return train.Should().Throw<NonFiniteException>().Which;
    }

    /// <summary>The vanilla loss, spoilt in chosen discriminator updates (from 1); the trial with two samples does not
    /// count.</summary>
    internal sealed class Spoilt(Func<int, bool> when, Func<Tensor, Tensor> how) : IGanLoss
    {
        private readonly NonSaturatingLoss loss = new();
        private int updates;

        public Tensor Discriminator(Tensor real, Tensor fake) =>
            real.shape[0] > 2 && when(++updates) ? how(loss.Discriminator(real, fake)) : loss.Discriminator(real, fake);

        public Tensor Generator(Tensor fake, Func<Tensor> real) => loss.Generator(fake, real);
    }

    internal static Tensor Nan(Tensor loss) => loss * float.NaN;

    /// <summary>One of its samples is no number: it comes once in an epoch.</summary>
    internal sealed class Poisoned(IDataset data) : IDataset
    {
        public string Name => data.Name;
        public long Count => data.Count;
        public IReadOnlyList<long> SampleShape => data.SampleShape;
        public ConditionSpec Condition => ConditionSpec.None;

        public Batch Read(Tensor indices, Device device)
        {
            var batch = data.Read(indices, device);
            var bad = indices.eq(11);
            if (bad.any().ToBoolean())
            {
                batch.Samples.masked_fill_(bad.view(-1, 1, 1, 1), float.NaN);
            }
            return new Batch(batch.Samples, null);
        }

        public void Dispose() => data.Dispose();
    }
}
