namespace Gan.Losses.Tests.Penalties;

public sealed class WatermarkPenaltyTests
{
    private static readonly WatermarkMessage Message = new("a key", 8);

    /// <summary>Reads the first numbers of a sample, and never draws.</summary>
    private sealed record FirstNumbers(int Bits = 8, double Scale = 1) : IWatermarkDecoder
    {
        public string Name => $"the first {Bits}";

        public Tensor Logits(Tensor images) => images.flatten(1).narrow(1, 0, Bits) * Scale;
    }

    [Fact]
    public void It_is_the_cross_entropy_of_the_bits()
    {
        // A decoder that says 0 leaves ln 2 for each bit, whatever noise there is.
        var context = GeneratorContexts.Of(z => z * 3, Tensors.Normal(1, 4, 10));
        var penalty = new WatermarkPenalty(new FirstNumbers(Scale: 0), Message, Lambda: 3).Penalty(context);
        penalty.Value().Should().BeApproximately(3 * Math.Log(2), 1e-6);
    }

    [Fact]
    public void Samples_that_say_the_message_cost_nothing_and_those_that_say_its_opposite_much()
    {
        using var bits = Message.ToTensor();
        var signs = bits.mul(2).sub(1).unsqueeze(0);
        var penalty = new WatermarkPenalty(new FirstNumbers(Scale: 20), Message);
        var right = penalty.Penalty(GeneratorContexts.Of(z => (z * 0) + signs, Tensors.Normal(1, 4, 8)));
        right.Value().Should().BeLessThan(1e-3);
        var wrong = penalty.Penalty(GeneratorContexts.Of(z => (z * 0) - signs, Tensors.Normal(1, 4, 8)));
        wrong.Value().Should().BeApproximately(20, 0.5);
    }

    [Fact]
    public void Its_gradient_leads_to_the_generator()
    {
        var shift = zeros(8).requires_grad_();
        var context = GeneratorContexts.Of(z => (z * 0) + shift, Tensors.Normal(1, 4, 8));
        new WatermarkPenalty(new FirstNumbers(), Message).Penalty(context).backward();
        using var bits = Message.ToTensor();
        // At logits of about 0 the gradient of a bit is (½ − bit) / 8.
        var expected = bits.neg().add(0.5).div(8).Values();
        shift.grad!.Values().Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 0.01);
    }

    [Fact]
    public void Problems_are_said_and_the_key_is_not()
    {
        var penalty = new WatermarkPenalty(new FirstNumbers(16), Message, Lambda: -1);
        penalty
            .Problems()
            .Select(problem => problem.What)
            .Should()
            .Equal(
                "Lambda must be at least 0, but was -1.",
                "The watermark's message has 8 bits, but its decoder reads 16."
            );
        new WatermarkPenalty(null!, null!).Problems().Should().ContainSingle();
        var text = ((IGeneratorPenalty)new WatermarkPenalty(new FirstNumbers(), Message)).Describe();
        text.Should()
            .MatchRegex("^WatermarkPenalty { Decoder = the first 8, Message = 8 bits [0-9a-f]{8}, Lambda = 1 }$");
    }
}
