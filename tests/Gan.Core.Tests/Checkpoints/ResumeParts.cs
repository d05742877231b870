using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Checkpoints;

/// <summary>Parts of a user's own that have a state or draw numbers.</summary>
internal static class ResumeParts
{
    internal sealed record Sgd(double Rate) : OptimizerOptions(Rate)
    {
        public override bool HasMomentum => true;

        public override optim.Optimizer Create(IEnumerable<Parameter> parameters) =>
            optim.SGD(parameters, Rate, momentum: 0.9);
    }

    internal sealed record AmsGrad(double Rate) : OptimizerOptions(Rate)
    {
        public override bool HasMomentum => true;

        public override optim.Optimizer Create(IEnumerable<Parameter> parameters) =>
            optim.AdamW(parameters, Rate, amsgrad: true);
    }

    internal sealed record RunningMean : IPenalty
    {
        public Tensor Penalty(PenaltyContext context)
        {
            var mean = context.RealScores.mean();
            var before = context.Memory.Recall("mean")?.clone(); // remembering disposes what was there
            var drawn = randn([1], generator: context.Random).mean();
            context.Memory.Remember("mean", before is null ? mean : before * 0.9 + mean * 0.1);
            return (mean - (before ?? mean.detach())).square() + drawn * mean;
        }
    }

    internal sealed record RunningLength : IGeneratorPenalty
    {
        public Tensor Penalty(PenaltyContext context)
        {
            var length = context.Fake.square().mean();
            var before = context.Memory.Recall("length")?.clone() ?? length.detach();
            context.Memory.Remember("length", before * 0.5 + length * 0.5);
            return (length - before).square();
        }
    }

    internal sealed record HeadPenalty : IPenalty
    {
        public Tensor Penalty(PenaltyContext context) => (context.Features(context.Real) - 1).square().mean();
    }

    /// <summary>Its head has no gradient until the first lazy penalty, and a gradient of zero between two.</summary>
    internal sealed class SpareHead : DiscriminatorNetwork
    {
        private readonly Linear score;
        private readonly Linear head;

        internal SpareHead(long width)
            : base(nameof(SpareHead))
        {
            score = Linear(width, 1);
            head = Linear(width, 3);
            RegisterComponents();
        }

        public override long FeatureSize => 3;

        public override Tensor Features(Tensor sample, Tensor? condition) => head.call(sample.flatten(1));

        public override Tensor forward(Tensor sample, Tensor? condition) => score.call(sample.flatten(1)).flatten();
    }

    internal sealed record Noise : IAugmentation
    {
        public bool Adapts => true;

        public Tensor Apply(Tensor samples, AugmentationContext context)
        {
            var noise = randn(samples.shape, generator: context.Random) * (1 - context.Progress);
            return samples + (context.Probability is { } p ? noise * p : noise);
        }
    }

    internal sealed record DrawnCodes : IConditioning
    {
        public ConditionSpec Condition(ConditionSpec data) => ConditionSpec.Codes(3);

        public Tensor Draw(long count, Generator random) => randn([count, 3], generator: random);

        public long LatentSize(ConditionSpec condition) => condition.Width;

        public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) => sampleShape;

        public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) => new Join();

        public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
            new Pass();

        private sealed class Join() : Module<Tensor, Tensor, Tensor>("join")
        {
            public override Tensor forward(Tensor latent, Tensor code) => cat([latent, code], 1);
        }

        private sealed class Pass() : Module<Tensor, Tensor, Tensor>("pass")
        {
            public override Tensor forward(Tensor sample, Tensor code) => sample.alias();
        }
    }

    internal sealed class Spread : IGanMetric
    {
        public string Name => "spread";

        public double Measure(TrainingContext context)
        {
            using var scope = NewDisposeScope();
            return -context.Sample(4).std().ToDouble();
        }
    }
}
