using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Game.Classic;

/// <summary>A conditioning whose encoder does not give what it promised is named, and not the network behind
/// it.</summary>
public sealed class EncoderRulesTests : IDisposable
{
    private readonly GaussianMixture data = GaussianMixture.Ring(count: 50);

    public void Dispose() => data.Dispose();

    private sealed record Ones(long Promised, long Latents = 1, long Samples = 1, bool Throws = false) : IConditioning
    {
        public long LatentSize(ConditionSpec condition) => Promised;

        public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) => [sampleShape[0] + Promised];

        public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) => new Encoder(Latents, Throws);

        public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
            new Encoder(Samples, false);
    }

    private sealed class Encoder(long added, bool throws) : Module<Tensor, Tensor, Tensor>("ones")
    {
        public override Tensor forward(Tensor input, Tensor labels) =>
            throws ? throw new FormatException("no labels") : cat([input, ones(input.shape[0], added)], 1);
    }

    private IReadOnlyList<string> Refusals(Ones conditioning) =>
        AnyGame.Refusals(AnyGame.Ring(data).WithConditioning(conditioning));

    [Fact]
    public void The_generators_encoder_gives_what_LatentSize_says() =>
        Refusals(new(Promised: 3, Latents: 1, Samples: 3))
            .Should()
            .Equal(
                "Ones.GeneratorEncoder must give [N, 7], as Ones.LatentSize says, but gave [2, 5] for N = 2. "
                    + "Make the two agree."
            );

    [Fact]
    public void The_discriminators_encoder_gives_what_DiscriminatorShape_says() =>
        Refusals(new(Promised: 3, Latents: 3, Samples: 1))
            .Should()
            .Equal(
                "Ones.DiscriminatorEncoder must give [N, 5], as Ones.DiscriminatorShape says, but gave [2, 3] for "
                    + "N = 2. Make the two agree."
            );

    [Fact]
    public void An_encoder_that_throws_is_named() =>
        Refusals(new(Promised: 1, Throws: true))
            .Should()
            .Equal("Ones.GeneratorEncoder cannot read its input [2, 4]: no labels");

    [Fact]
    public void One_that_keeps_its_word_trains()
    {
        using var gan = AnyGame.Ring(data).WithConditioning(new Ones(Promised: 2, Latents: 2, Samples: 2)).Train();
        gan.Step.Should().Be(3);
    }
}
