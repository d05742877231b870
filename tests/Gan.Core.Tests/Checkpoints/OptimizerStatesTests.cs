using System.Security.Cryptography;
using System.Text.RegularExpressions;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Checkpoints;

/// <summary>What a checkpoint holds of an optimiser, and what another optimiser says of it.</summary>
public sealed class OptimizerStatesTests : DamageTest
{
    [Fact]
    public void Adam_has_its_two_averages_and_the_number_of_its_steps_for_each_weight()
    {
        using var scope = NewDisposeScope();
        var weights = Safetensors.Load(PathOf("generator.safetensors")).Tensors;
        var state = Safetensors.Load(PathOf("generator-optimizer.safetensors")).Tensors;
        state.Keys.Should().BeEquivalentTo(weights.Keys.SelectMany(OfAdam));
        foreach (var (name, weight) in weights)
        {
            state[$"{name}.exp_avg"].shape.Should().Equal(weight.shape);
            state[$"{name}.exp_avg_sq"].min().ToDouble().Should().BeGreaterThanOrEqualTo(0);
            state[$"{name}.step"].ToInt64().Should().Be(4);
        }
    }

    private static string[] OfAdam(string name) => [$"{name}.step", $"{name}.exp_avg", $"{name}.exp_avg_sq"];

    // After one step from nothing the momentum is the gradient, and the step is the rate times it.
    [Fact]
    public void A_momentum_is_stored_as_what_moved_the_weights()
    {
        using var scope = NewDisposeScope();
        var store = Path.Combine(Folder, "one");
        using var trainer = Training(1).WithOptimizers(new Momentum()).WithCheckpoints(new(store)).Build();
        var before = trainer.Context.Generator.state_dict().ToDictionary(w => w.Key, w => w.Value.detach().clone());
        trainer.Steps().Count();
        var state = Safetensors.Load(Path.Combine(store, "step-00000001", "generator-optimizer.safetensors")).Tensors;
        foreach (var (name, weight) in trainer.Context.Generator.state_dict())
        {
            var momentum = state.Single(s => s.Key.StartsWith($"{name}.", StringComparison.Ordinal)).Value;
            momentum.allclose((before[name] - weight) / 0.01, rtol: 1e-3, atol: 1e-5).Should().BeTrue(name);
        }
    }

    [Fact]
    public void Another_optimiser_cannot_take_the_state()
    {
        Refused(Training(4).WithOptimizers(new RmsPropOptions()), "generatorOptimizer", "discriminatorOptimizer")
            .Message.Should()
            .Contain("generator-optimizer.safetensors: it lacks");
    }

    private sealed record Momentum() : OptimizerOptions(0.01)
    {
        public override bool HasMomentum => true;

        public override optim.Optimizer Create(IEnumerable<Parameter> parameters) =>
            optim.SGD(parameters, LearningRate, momentum: 0.9);
    }

    /// <summary>A fresh optimiser has no momentum to compare with, and one of another shape would be
    /// broadcast.</summary>
    [Fact]
    public void A_momentum_of_another_shape_is_refused_even_where_every_hash_is_right()
    {
        var store = Path.Combine(Folder, "momentum");
        var builder = Training(4)
            .WithOptimizers(new Momentum())
            .WithCheckpoints(new(store) { Every = 4, Resume = true });
        builder.Train().Dispose();
        var file = Path.Combine(store, Newest, "generator-optimizer.safetensors");
        var manifest = Path.Combine(store, Newest, "checkpoint.json");
        using (NewDisposeScope())
        {
            var tensors = Safetensors.Load(file).Tensors;
            tensors[tensors.Keys.Single(k => k.StartsWith("layers.linear0.weight.", StringComparison.Ordinal))] = ones(
                1
            );
            Safetensors.Save(file, tensors);
        }
        var honest = File.ReadAllText(manifest);
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        var forged = Regex.Replace(
            honest,
            "(\"generator-optimizer.safetensors\": \\{\\s*\"sha256\": )\"[0-9a-f]+\",(\\s*\"bytes\": )[0-9]+",
            $"$1\"{hash}\",${{2}}{new FileInfo(file).Length}"
        );
        forged.Should().NotBe(honest);
        File.WriteAllText(manifest, forged);
        File.WriteAllText(manifest + ".sha256", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(manifest))));
        builder
            .Invoking(b => b.Build())
            .Should()
            .Throw<CheckpointException>()
            .Which.Message.Should()
            .Contain("is Float32[1], but the training has Float32[8, 4]");
    }
}
