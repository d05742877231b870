using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Processes;

/// <summary>Several processes play the training of one: equal samples, equal gradients, equal weights.</summary>
public sealed class ProcessTrainingTests
{
    private static readonly TrainingOptions Short = new()
    {
        Steps = 3,
        BatchSize = 12,
        Seed = 5,
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var name in Builders.Keys)
            {
                cases.Add(name, 2);
                cases.Add(name, 3);
            }
            cases.Add("dcgan", 4);
            return cases;
        }
    }

    private static Dictionary<string, Func<GanBuilder, GanBuilder>> Builders { get; } =
        new()
        {
            ["dcgan"] = gan => gan.WithDcgan(new DcganOptions { FeatureMaps = 4 }),
            ["dcgan, batch norm in both"] = gan =>
                gan.WithDcgan(new DcganOptions { FeatureMaps = 4, DiscriminatorNorm = DiscriminatorNorm.Batch }),
            ["gradient penalty"] = gan => gan.WithDcgan(new DcganOptions { FeatureMaps = 4 }).WithWgangp(),
            ["r3gan"] = gan => gan.WithDcgan(new DcganOptions { FeatureMaps = 4 }).WithR3gan(1),
        };

    [Theory, MemberData(nameof(Cases))]
    public void Weights_are_those_of_one_process(string name, int count)
    {
        using var data = Tiny.Images();
        GanBuilder Builder() =>
            Builders[name](new GanBuilder().WithData(data)).WithTraining(Short).WithOptimizers(new Sgd(0.05));
        using var alone = Builder().Build();
        var reports = alone.Steps().ToList();
        using var expected = Weights(alone);
        var results = ThreadGroup.Run(
            count,
            group =>
            {
                using var trainer = Builder().WithProcesses(group).Build();
                var values = trainer.Steps().Select(report => report.Values).ToList();
                return (Weights: Weights(trainer), Values: values);
            }
        );
        foreach (var (weights, values) in results)
        {
            weights.bytes.ToArray().Should().Equal(results[0].Weights.bytes.ToArray());
            (weights - expected).abs().max().ToDouble().Should().BeLessThan(2e-6);
            foreach (var (found, report) in values.Zip(reports))
            {
                found.Keys.Should().Equal(report.Values.Keys);
                found.Should().AllSatisfy(v => v.Value.Should().BeApproximately(report.Values[v.Key], 1e-4));
            }
        }
    }

    // Adam makes a whole step of the smallest gradient, and of its rounding.
    internal sealed record Sgd(double Rate) : OptimizerOptions(Rate)
    {
        public override bool HasMomentum => false;

        public override optim.Optimizer Create(IEnumerable<TorchSharp.Modules.Parameter> parameters) =>
            optim.SGD(parameters, Rate);
    }

    internal static Tensor Weights(GanTrainer trainer)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var all = trainer.Context.Players.SelectMany(p =>
            p.Network.state_dict().Values.Concat(p.Averaged.state_dict().Values)
        );
        return cat([.. all.Select(t => t.detach().reshape(-1).to(ScalarType.Float32))]).DetachFromDisposeScope();
    }
}
