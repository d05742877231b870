using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Saving;

/// <summary>A network family from outside of the library, with a layer of its own.</summary>
public sealed record OwnFamily(long Width = 8) : INetworkFamily
{
    public long LatentSize => 3;

    public GeneratorNetwork Generator(NetworkSpec spec) =>
        GeneratorNetwork.Wrap(
            Sequential(Linear(spec.LatentSize, Width), ReLU(), Linear(Width, spec.Size), Unflatten(1, [.. spec.Shape]))
        );

    public DiscriminatorNetwork Discriminator(NetworkSpec spec) =>
        DiscriminatorNetwork.Wrap(Sequential(Flatten(1), Linear(spec.Size, Width), new Square(), Linear(Width, 1)));

    public double LeastGeneratorWeights(NetworkSpec spec) => (double)Width * spec.Size;

    public double LeastDiscriminatorWeights(NetworkSpec spec) => (double)Width * spec.Size;

    private sealed class Square() : Module<Tensor, Tensor>(nameof(Square)), ISamplewise
    {
        public override Tensor forward(Tensor input) => input.square();
    }
}

/// <summary>A conditioning from outside of the library, with weights of its own.</summary>
public sealed record OwnConditioning(long Size = 2, bool Couples = false) : IConditioning
{
    public bool IsSamplewise => true;

    public long LatentSize(ConditionSpec condition) => Size;

    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) => sampleShape;

    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
        new Joined(condition.Classes, Size);

    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        new Scaled(condition.Classes, Couples);

    private sealed class Joined : Module<Tensor, Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> rows;

        internal Joined(long classes, long size)
            : base(nameof(Joined))
        {
            rows = Embedding(classes, size);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input, Tensor condition) => cat([input, rows.call(condition)], 1);
    }

    private sealed class Scaled : Module<Tensor, Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> factor;
        private readonly bool couples;

        internal Scaled(long classes, bool couples)
            : base(nameof(Scaled))
        {
            this.couples = couples;
            factor = Embedding(classes, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input, Tensor condition)
        {
            var scaled = input * factor.call(condition).reshape(-1, 1, 1, 1);
            return couples ? scaled - input.mean([0]) : scaled;
        }
    }
}

/// <summary>A family that no test allows.</summary>
public sealed record StrangeFamily : INetworkFamily
{
    public long LatentSize => 3;

    public GeneratorNetwork Generator(NetworkSpec spec) => new OwnFamily().Generator(spec);

    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new OwnFamily().Discriminator(spec);
}

/// <summary>A conditioning that no test allows.</summary>
public sealed record StrangeConditioning : IConditioning
{
    public long LatentSize(ConditionSpec condition) => 2;

    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) => sampleShape;

    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
        new OwnConditioning().GeneratorEncoder(condition);

    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        new OwnConditioning().DiscriminatorEncoder(sampleShape, condition);
}

/// <summary>A family that is allowed only after a network of it was saved.</summary>
public sealed record LateFamily : INetworkFamily
{
    public long LatentSize => 3;

    public GeneratorNetwork Generator(NetworkSpec spec) => new OwnFamily().Generator(spec);

    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new OwnFamily().Discriminator(spec);
}
