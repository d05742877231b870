using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Building.Rules;

public class PrecisionRulesTests
{
    // oneDNN's own switch; .NET's change of it does not reach native code
    private const string Isa = "ONEDNN_MAX_CPU_ISA";

    private static GanBuilder Builder =>
        Tiny.Builder().WithDcgan(new DcganOptions { LatentSize = 16 }).WithMixedPrecision();

    [Fact]
    public void A_processor_without_it_is_told_with_the_remedy()
    {
        var before = Environment.GetEnvironmentVariable(Isa);
        try
        {
            Environment.SetEnvironmentVariable(Isa, "AVX512_CORE_VNNI");
            var build = () => Builder.Build().Dispose();
            build
                .Should()
                .Throw<GanConfigurationException>()
                .Which.Message.Should()
                .Contain("AVX-512 BF16")
                .And.Contain("Leave WithMixedPrecision out, or train on a CUDA device.");
            Builder.WithMixedPrecision(false).Build().Dispose();
        }
        finally
        {
            Environment.SetEnvironmentVariable(Isa, before);
        }
    }

    [Fact]
    public void A_processor_is_taken_if_the_system_knows_the_instructions()
    {
        var build = () => Builder.Build().Dispose();
        if (BFloat16FactAttribute.Supported)
        {
            build.Should().NotThrow();
        }
        else
        {
            build.Should().Throw<GanConfigurationException>().WithMessage("*AVX-512 BF16*");
        }
    }

    [BFloat16Fact]
    public void Networks_that_would_compute_nothing_in_it_are_told_with_the_remedy()
    {
        var build = () =>
            Builder
                .WithNetworks(
                    s => GeneratorNetwork.Wrap(Sequential(Linear(s.LatentSize, 64), Unflatten(1, [1, 8, 8]))),
                    s => DiscriminatorNetwork.Wrap(Sequential(Flatten(), Linear(64, 1)))
                )
                .Build()
                .Dispose();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Message.Should()
            .Contain("spec.InPrecision(…)")
            .And.Contain("at least 16 channels");
        Builder
            .WithNetworks(
                s =>
                    GeneratorNetwork.Wrap(Sequential(s.InPrecision(Linear(s.LatentSize, 64)), Unflatten(1, [1, 8, 8]))),
                s => DiscriminatorNetwork.Wrap(Sequential(Flatten(), Linear(64, 1)))
            )
            .Build()
            .Dispose();
    }

    [BFloat16Fact]
    public void Convolutions_round_where_the_kernels_that_do_without_are_off()
    {
        var wide = Tiny.Builder(Tiny.Images(16))
            .WithDcgan(new DcganOptions { FeatureMaps = 32, LatentSize = 16 })
            .WithMixedPrecision();
        Rounded(wide.WithKernels(false))
            .Should()
            .BeGreaterThan(Rounded(wide), "those that the kernels filter stay in float32");
    }

    private static int Rounded(GanBuilder builder)
    {
        using var trainer = builder.Build();
        return trainer
            .Context.Generator.modules()
            .Concat(trainer.Context.Discriminator.modules())
            .Count(layer => layer is MixedPrecisionLayer && layer.parameters().Any(p => p.dim() == 4));
    }

    [Fact]
    public void The_setting_stands_in_the_description_and_is_off_by_default()
    {
        using var trainer = Tiny.Builder().Build();
        trainer.Settings.MixedPrecision.Should().BeFalse();
        trainer.Settings.Describe()["mixedPrecision"].Should().Be("none");
        (trainer.Settings with { MixedPrecision = true }).Describe()["mixedPrecision"].Should().Be("bfloat16");
        (trainer.Settings with { MixedPrecision = true }).Plan.GeneratorSpec.MixedPrecision.Should().BeTrue();
        (trainer.Settings with { MixedPrecision = true }).Plan.DiscriminatorSpec.MixedPrecision.Should().BeTrue();
    }
}
