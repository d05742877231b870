using Gan.Data;
using Gan.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Monitoring.Tests.Health;

/// <summary>Networks, losses and optimisers that make a training fail in one way.</summary>
internal static class HealthParts
{
    /// <summary>Makes the same sample whatever the latent.</summary>
    internal sealed class Constant : Module<Tensor, Tensor>
    {
        private readonly Parameter sample;

        public Constant(IReadOnlyList<long> shape)
            : base(nameof(Constant))
        {
            sample = Parameter(ones([1, .. shape]));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => sample.expand([input.shape[0], .. sample.shape[1..]]);
    }

    /// <summary>Gives out training samples, each for its part of the latents.</summary>
    internal sealed class Lookup : Module<Tensor, Tensor>
    {
        private readonly Parameter scale = Parameter(ones(1));
        private readonly Tensor samples;

        public Lookup(IDataset data)
            : base(nameof(Lookup))
        {
            using var batch = data.Read(arange(data.Count, dtype: ScalarType.Int64), CPU);
            samples = batch.Samples.clone().DetachFromDisposeScope();
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var places = input
                .narrow(1, 0, 5)
                .gt(0)
                .to(ScalarType.Int64)
                .mul(tensor(new long[] { 1, 2, 4, 8, 16 }))
                .sum(1);
            return samples.index_select(0, places) * scale;
        }
    }

    /// <summary>Plain gradient descent: Adam damps the cycle.</summary>
    internal sealed record Sgd(double Rate) : OptimizerOptions(Rate)
    {
        public override bool HasMomentum => false;

        public override optim.Optimizer Create(IEnumerable<Parameter> parameters) => optim.SGD(parameters, Rate);
    }

    /// <summary>Scores as they are, as in that paper's unregularised Wasserstein game.</summary>
    internal sealed record BilinearLoss : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => fake.mean() - real.mean();

        public Tensor Generator(Tensor fake, Func<Tensor> real) => -fake.mean();
    }

    internal sealed record NoNumber : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => (real + fake).mean();

        public Tensor Generator(Tensor fake, Func<Tensor> real) => fake.mean() * double.NaN;
    }
}
