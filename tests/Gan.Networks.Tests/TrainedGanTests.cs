using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests;

public sealed class TrainedGanTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan").FullName;

    private string File(string name = "g.safetensors") => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static float[] Values(Tensor t) => t.data<float>().ToArray();

    [Fact]
    public void Samples_have_the_data_s_shape_and_range()
    {
        using var gan = Tiny.Builder().Train();
        using var samples = gan.Sample(5, seed: 1);
        samples.shape.Should().Equal(5, 1, 8, 8);
        samples.abs().max().ToSingle().Should().BeLessThanOrEqualTo(1);
        samples.requires_grad.Should().BeFalse();
    }

    [Fact]
    public void Equal_seeds_give_equal_samples_and_no_seed_new_ones()
    {
        using var gan = Tiny.Builder().Train();
        Values(gan.Sample(3, seed: 7)).Should().Equal(Values(gan.Sample(3, seed: 7)));
        Values(gan.Sample(3, seed: 7)).Should().NotEqual(Values(gan.Sample(3, seed: 8)));
        Values(gan.Sample(3)).Should().NotEqual(Values(gan.Sample(3)));
    }

    [Fact]
    public void A_label_is_honoured_and_checked()
    {
        using var gan = Tiny.Builder().WithConditioning(new LabelConcatenation()).Train();
        gan.Classes.Should().Be(4);
        Values(gan.Sample(2, label: 1, seed: 3)).Should().NotEqual(Values(gan.Sample(2, label: 2, seed: 3)));
        using var turns = gan.Sample(5, seed: 3);
        Values(turns[4])
            .Should()
            .Equal(Values(gan.Sample(5, label: 0, seed: 3)[4]), "the classes take turns: 0, 1, 2, 3, 0");
        new Action(() => gan.Sample(1, label: 4))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("label must be in [0, 4), but was 4.*");
        new Action(() => gan.Sample(0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("count must be at least 1, but was 0.*");
    }

    [Fact]
    public void An_unconditional_gan_refuses_labels()
    {
        using var gan = Tiny.Builder().Train();
        gan.Classes.Should().Be(0);
        new Action(() => gan.Sample(1, label: 1))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("Label 1 was asked of a GAN without condition.*");
    }

    [Fact]
    public void Interpolation_starts_and_ends_at_its_seeds()
    {
        using var gan = Tiny.Builder().Train();
        using var path = gan.Interpolate(1, 2, 5);
        path.shape.Should().Equal(5, 1, 8, 8);
        path[0].allclose(gan.Sample(1, seed: 1)[0], atol: 1e-6).Should().BeTrue();
        path[4].allclose(gan.Sample(1, seed: 2)[0], atol: 1e-6).Should().BeTrue();
        new Action(() => gan.Interpolate(1, 2, 1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("steps must be at least 2, but was 1.*");
    }

    [Fact]
    public void Interpolation_between_opposite_latents_stays_finite()
    {
        using var gan = Tiny.Builder().WithMlp(MlpOptions.Small with { LatentSize = 1 }).Train();
        for (var seed = 0; seed < 6; seed++)
        {
            gan.Interpolate(0, seed, 3).isfinite().all().ToBoolean().Should().BeTrue();
        }
    }

    [Fact]
    public void A_folder_is_refused_and_the_message_says_what_to_load_instead()
    {
        Tiny.Builder().WithCheckpoints(new CheckpointOptions(folder) { Every = 3 }).Train().Dispose();
        var checkpoint = Path.Combine(folder, "step-00000003");
        var load = (string path) => new Action(() => TrainedGan.Load(path));
        load(checkpoint)
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage(
                $"'{checkpoint}' is a folder, not a safetensors file, but a checkpoint. "
                    + "Its generator is in *average.safetensors', *"
            );
        load(folder)
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*, but has checkpoints. StoredCheckpoint.In(folder)[0].Load() gives *");
        TrainedGan.Load(Path.Combine(checkpoint, "average.safetensors")).Dispose();
        TrainedDiscriminator.Load(Path.Combine(checkpoint, "discriminator.safetensors")).Dispose();
        StoredCheckpoint.In(folder)[0].Load().Dispose();
        new Action(() => TrainedDiscriminator.Load(folder))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*is a folder*");
    }

    [Fact]
    public void A_trained_gan_outlives_its_trainer_and_scopes()
    {
        TrainedGan gan;
        using (NewDisposeScope())
        {
            gan = Tiny.Builder().Train();
        }
        using (gan)
        {
            gan.Sample(2, seed: 1).shape[0].Should().Be(2);
        }
    }
}
