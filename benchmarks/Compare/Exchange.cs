using Gan;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>Trains a few steps without dropout and keeps what a peer needs to take the same ones: first weights,
/// latents and what D judged.</summary>
internal sealed class Exchange(long batch)
{
    private readonly long batch = batch;
    private readonly Dictionary<string, Tensor> tensors = [];
    private bool armed;

    /// <summary>Writes the file and gives the losses of D and G.</summary>
    internal static List<(double Discriminator, double Generator)> Write(Workload workload, long steps, string path)
    {
        var exchange = new Exchange(workload.Batch);
        using var data = workload.Data();
        using var trainer = workload.Build(data, steps, new Recorded(workload.Networks, exchange));
        exchange.Keep("generator", [.. trainer.Context.Generator.parameters()]);
        exchange.Keep("discriminator", [.. trainer.Context.Discriminator.parameters()]);
        exchange.tensors["steps"] = tensor((float)steps).reshape(1);
        exchange.armed = true; // what Build's trial made is no part of the training
        var losses = trainer.Steps().Select(r => (r.DiscriminatorLoss, r.GeneratorLoss)).ToList();
        Safetensors.Save(path, exchange.tensors);
        foreach (var kept in exchange.tensors.Values)
        {
            kept.Dispose();
        }
        return losses;
    }

    private void Keep(string kind, params ReadOnlySpan<Tensor> values)
    {
        foreach (var value in values)
        {
            tensors[$"{kind}.{tensors.Keys.Count(k => k.StartsWith(kind + ".", StringComparison.Ordinal))}"] = value
                .detach()
                .clone()
                .DetachFromDisposeScope();
        }
    }

    private sealed record Recorded(INetworkFamily Inner, Exchange Exchange) : INetworkFamily
    {
        public long LatentSize => Inner.LatentSize;

        public double LearningRateScale => Inner.LearningRateScale;

        public GeneratorNetwork Generator(NetworkSpec spec) => new RecordedGenerator(Inner.Generator(spec), Exchange);

        public DiscriminatorNetwork Discriminator(NetworkSpec spec) =>
            new RecordedDiscriminator(Inner.Discriminator(spec), Exchange);
    }

    private sealed class RecordedGenerator : GeneratorNetwork
    {
        private readonly GeneratorNetwork network;
        private readonly Exchange exchange;

        internal RecordedGenerator(GeneratorNetwork network, Exchange exchange)
            : base("recorded")
        {
            this.network = network;
            this.exchange = exchange;
            RegisterComponents();
        }

        public override Tensor forward(Tensor latent, Tensor? condition)
        {
            if (exchange.armed)
            {
                exchange.Keep("latent", latent);
            }
            return network.call(latent, condition);
        }
    }

    private sealed class RecordedDiscriminator : DiscriminatorNetwork
    {
        private readonly DiscriminatorNetwork network;
        private readonly Exchange exchange;

        internal RecordedDiscriminator(DiscriminatorNetwork network, Exchange exchange)
            : base("recorded")
        {
            this.network = network;
            this.exchange = exchange;
            RegisterComponents();
        }

        public override bool IsSamplewise => network.IsSamplewise;

        public override void BeginStep(double progress)
        {
            foreach (
                var module in network.modules().Where(m => m.GetName().Contains("Dropout", StringComparison.Ordinal))
            )
            {
                module.eval();
            }
        }

        public override Tensor forward(Tensor sample, Tensor? condition)
        {
            if (exchange.armed)
            {
                // real and fake in one pass
                exchange.Keep("judged", sample.shape[0] > exchange.batch ? sample.split(exchange.batch) : [sample]);
            }
            return network.call(sample, condition);
        }
    }
}
