using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Tests.Transfer;

public sealed class WeightTransferTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-transfer").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Path(string name) => System.IO.Path.Combine(folder, name);

    private void SaveOne(GanBuilder builder)
    {
        using var trainer = builder.Build();
        using var gan = trainer.Train();
        using var judge = trainer.SnapshotDiscriminator();
        gan.Save(Path("g"));
        judge.Save(Path("d"));
    }

    private static float[] Values(nn.Module network, string name) =>
        network.state_dict().Single(t => t.Key.EndsWith(name, StringComparison.Ordinal)).Value.data<float>().ToArray();

    [Fact]
    public void A_training_starts_from_the_saved_weights_of_both_networks()
    {
        SaveOne(Tiny.Builder());
        using var gan = TrainedGan.Load(Path("g"));
        using var judge = TrainedDiscriminator.Load(Path("d"));
        using var trainer = Tiny.Builder()
            .WithTraining(
                new()
                {
                    Steps = 3,
                    BatchSize = 8,
                    Seed = 77,
                }
            )
            .WithTransfer(new() { Generator = Path("g"), Discriminator = Path("d") })
            .Build();
        using var scope = NewDisposeScope();
        trainer
            .Context.Sample(4, seed: 3)
            .data<float>()
            .ToArray()
            .Should()
            .Equal(gan.Sample(4, seed: 3).data<float>().ToArray());
        Values(trainer.Context.Discriminator, "layers.conv0.weight")
            .Should()
            .Equal(Values(judge.Network, "layers.conv0.weight"));
    }

    [Fact]
    public void A_new_label_set_keeps_the_body_and_trains_what_is_named_fresh()
    {
        SaveOne(Tiny.Builder());
        var conditional = Tiny.Builder().WithConditioning(new LabelConcatenation());
        var building = () => conditional.WithTransfer(new() { Generator = Path("g") }).Build();
        building
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                "*has [64, 8] 'project.weight', but the network needs [64, 12]. "
                    + "To train it anew, name it in TransferOptions.Fresh.*"
            );
        using var trainer = conditional.WithTransfer(new() { Generator = Path("g"), Fresh = ["project"] }).Build();
        using var gan = TrainedGan.Load(Path("g"));
        Values(trainer.Context.Generator, "layers.image.weight")
            .Should()
            .Equal(Values(gan.Generator, "layers.image.weight"));
        trainer.Steps().Should().HaveCount(3);
    }

    [Fact]
    public void Another_resolution_keeps_the_layers_that_fit()
    {
        SaveOne(Tiny.Builder()); // 8x8: one halving
        using var large = Tiny.Images(size: 16);
        using var trainer = Tiny.Builder(large)
            .WithTransfer(new() { Discriminator = Path("d"), Fresh = ["layers.conv1", "layers.norm1", "score"] })
            .Build();
        using var judge = TrainedDiscriminator.Load(Path("d"));
        Values(trainer.Context.Discriminator, "layers.conv0.weight")
            .Should()
            .Equal(Values(judge.Network, "layers.conv0.weight"));
    }

    [Fact]
    public void Frozen_layers_stay_until_their_step_and_the_others_learn()
    {
        using var trainer = Tiny.Builder(Tiny.Images(size: 16))
            .WithTraining(new() { Steps = 4, BatchSize = 8 })
            .WithTransfer(
                new() { Freeze = [new("discriminator", "layers.conv0", Until: 2), new("generator", "project")] }
            )
            .Build();
        var d = trainer.Context.Discriminator;
        var conv0 = Values(d, "conv0.weight");
        var conv1 = Values(d, "conv1.weight");
        var project = Values(trainer.Context.Generator, "project.weight");
        foreach (var report in trainer.Steps())
        {
            if (report.Step <= 2)
            {
                Values(d, "conv0.weight").Should().Equal(conv0);
            }
            else
            {
                Values(d, "conv0.weight").Should().NotEqual(conv0);
            }
        }
        Values(d, "conv1.weight").Should().NotEqual(conv1);
        Values(trainer.Context.Generator, "project.weight").Should().Equal(project);
    }

    [Fact]
    public void Of_two_freezes_the_longer_one_holds()
    {
        using var trainer = Tiny.Builder()
            .WithTraining(new() { Steps = 4, BatchSize = 8 })
            .WithTransfer(
                new()
                {
                    Freeze = [new("discriminator", "layers.conv0", Until: 3), new("discriminator", "layers", Until: 1)],
                }
            )
            .Build();
        var before = Values(trainer.Context.Discriminator, "conv0.weight");
        trainer.Steps().Take(3).ToList();
        Values(trainer.Context.Discriminator, "conv0.weight").Should().Equal(before);
    }

    [Fact]
    public void A_discriminator_carries_over_into_an_adaptive_training()
    {
        SaveOne(Tiny.Builder().WithHinge());
        using var trainer = Tiny.Builder()
            .WithHinge()
            .AddAugmentation(new AdaptivePolicy())
            .WithAdaptiveStrength()
            .WithTransfer(new() { Discriminator = Path("d") })
            .Build();
        trainer.Steps().Should().HaveCount(3);
    }
}
