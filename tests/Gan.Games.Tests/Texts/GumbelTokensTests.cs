using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

public sealed class GumbelTokensTests
{
    private static readonly double[] Shares = [0.05, 0.25, 0.4, 0.3];

    private static (Tensor Logits, Tensor Tokens) Drawn(int count, Generator stream)
    {
        var chances = tensor(Shares, dtype: ScalarType.Float32);
        var tokens = multinomial(chances, count, replacement: true, generator: stream).unsqueeze(1);
        return ((chances.log() + 2).expand(count, 1, 4), tokens);
    }

    /// <summary>Gumbel's distribution has the mean γ and the variance π²/6, and its entries are independent.</summary>
    [Fact]
    public void The_noise_is_Gumbels_and_each_token_that_was_written_is_the_largest()
    {
        const int Count = 100_000;
        using var scope = NewDisposeScope();
        using var stream = new Generator(4);
        var (logits, tokens) = Drawn(Count, stream);
        var likely = logits.log_softmax(2);
        var noise = GumbelTokens.Noise(likely, tokens, stream);
        (likely + noise).argmax(2).Equals(tokens).Should().BeTrue();
        var flat = noise.squeeze(1).to(ScalarType.Float64);
        for (var i = 0; i < 4; i++)
        {
            flat.select(1, i).mean().ToDouble().Should().BeApproximately(0.5772, 0.02);
            flat.select(1, i).@var().ToDouble().Should().BeApproximately(Math.PI * Math.PI / 6, 0.05);
            // e^−g is exponential: half of all lie below ln 2.
            (-flat.select(1, i))
                .exp()
                .lt(Math.Log(2))
                .to(ScalarType.Float64)
                .mean()
                .ToDouble()
                .Should()
                .BeApproximately(0.5, 0.01);
        }
        var centred = flat - flat.mean([0], keepdim: true);
        var pairs = centred.t().mm(centred) / Count;
        (pairs - diag(pairs.diag())).abs().max().ToDouble().Should().BeLessThan(0.03);
    }

    [Fact]
    public void Soft_tokens_become_hard_ones_and_have_a_gradient()
    {
        using var scope = NewDisposeScope();
        using var stream = new Generator(4);
        var (logits, tokens) = Drawn(50, stream);
        var soft = GumbelTokens.Soften(logits, tokens, 1, stream);
        (soft.sum(2) - 1).abs().max().ToDouble().Should().BeLessThan(1e-5);
        soft.argmax(2).Equals(tokens).Should().BeTrue();
        var hard = GumbelTokens.Soften(logits, tokens, 1e6, stream);
        (hard - nn.functional.one_hot(tokens, 4)).abs().mean().ToDouble().Should().BeLessThan(0.01);
        using var weight = logits.clone().requires_grad_();
        GumbelTokens.Soften(weight, tokens, 1, stream).select(2, 0).sum().backward();
        weight.grad!.abs().sum().ToDouble().Should().BePositive();
    }

    [Fact]
    public void Behind_the_end_there_are_end_marks_alone()
    {
        using var scope = NewDisposeScope();
        var tokens = tensor(
            new long[,]
            {
                { 1, 0, 0 },
                { 2, 1, 2 },
            }
        );
        var mask = TextTokens.Mask(tokens, 0);
        var ended = GumbelTokens.Ended(full([2, 3, 3], 1 / 3f), mask, 0);
        ended[0, 2].data<float>().ToArray().Should().Equal(1, 0, 0);
        ended[0, 1].data<float>().ToArray().Should().Equal(1 / 3f, 1 / 3f, 1 / 3f);
        ended[1].Equals(full([3, 3], 1 / 3f)).Should().BeTrue();
    }
}
