using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Texts;

public class LstmWriterTests
{
    private static LstmWriter Writer(SeqGanOptions? options = null) =>
        (LstmWriter)(options ?? TextWitness.Options).Generator(TextWitness.Spec);

    [Fact]
    public void Logits_and_weights_are_PyTorchs()
    {
        using var scope = NewDisposeScope();
        using var writer = TextWitness.Filled(Writer());
        TextWitness.Weights(writer).Should().Be(TextWitness.Of("writerWeights")[0]);
        var logits = writer.NextLogits(TextWitness.Tokens());
        logits.shape.Should().Equal(2, 5, 5);
        TextWitness.Distance(logits, TextWitness.Of("logits")).Should().BeLessThan(1e-5);
    }

    /// <summary>An LSTM has 4H(E + H + 2) weights in PyTorch, which adds two biases.</summary>
    [Fact]
    public void The_papers_writer_has_its_weights_drawn_from_a_normal_curve()
    {
        using var scope = NewDisposeScope();
        var options = new SeqGanOptions { Tokens = 5000, Length = 20 };
        using var writer = options.Generator(new NetworkSpec([20], 20));
        TextWitness.Weights(writer).Should().Be((5001 * 32) + (4 * 32 * (32 + 32 + 2)) + (33 * 5000));
        var all = cat([.. writer.parameters().Select(weight => weight.flatten())]);
        all.mean().ToDouble().Should().BeApproximately(0, 1e-3);
        all.std().ToDouble().Should().BeApproximately(0.1, 1e-3);
    }

    /// <summary>What one pass says of the next token is what writing follows: tokens of 40,000 texts against their
    /// probabilities. χ² of four free shares lies above 18.5 once in a thousand draws.</summary>
    [Fact]
    public void Tokens_are_written_by_their_probabilities_at_the_temperature()
    {
        const int Count = 40_000;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var writer = TextWitness.Filled(Writer(TextWitness.Options with { EndToken = null }));
        using var stream = new Generator(2);
        foreach (var temperature in new[] { 1, 0.5 })
        {
            var texts = writer.Write(rand([Count, 3], generator: stream), temperature);
            // those that begin with 1, 3
            var same = texts.select(1, 0).eq(1).logical_and(texts.select(1, 1).eq(3));
            var next = texts.index_select(0, same.nonzero().flatten()).select(1, 2);
            var logits = writer.NextLogits(
                tensor(
                    new long[,]
                    {
                        { 1, 3, 0 },
                    }
                )
            )[0, 2];
            var expected = (logits / temperature).softmax(0) * next.numel();
            var found = next.bincount(null, minlength: 5);
            ((found - expected).square() / expected).sum().ToDouble().Should().BeLessThan(18.5);
        }
    }

    /// <summary>What is divided by them is beyond floats: without care the numbers are none, and each text is the first
    /// token again and again.</summary>
    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e-40)]
    [InlineData(double.Epsilon)]
    public void Low_temperatures_write_the_likeliest_token(double temperature)
    {
        using var scope = NewDisposeScope();
        using var writer = TextWitness.Filled(Writer(TextWitness.Options with { EndToken = null }));
        var texts = writer.Write(rand(4, 5), temperature);
        var likeliest = writer.NextLogits(texts).argmax(2);
        likeliest.ne(0).any().ToBoolean().Should().BeTrue();
        texts.Equals(likeliest).Should().BeTrue();
    }

    [Fact]
    public void A_text_is_a_function_of_its_latent()
    {
        using var scope = NewDisposeScope();
        using var writer = Writer();
        var latent = randn(6, 5);
        var texts = writer.call(latent, null);
        texts.dtype.Should().Be(ScalarType.Float32);
        texts.requires_grad.Should().BeFalse("numbers of tokens have no gradient");
        texts.Equals(writer.call(latent, null)).Should().BeTrue();
        texts.narrow(0, 2, 3).Equals(writer.call(latent.narrow(0, 2, 3), null)).Should().BeTrue();
    }

    [Theory]
    [InlineData(4, 9f)]
    [InlineData(0, -9f)]
    public void The_outmost_latents_write_no_token_that_cannot_be(int impossible, float latent)
    {
        using var scope = NewDisposeScope();
        using var writer = Writer(TextWitness.Options with { EndToken = null });
        using (no_grad())
        {
            writer.named_parameters().Single(weight => weight.name == "output.bias").parameter[impossible] = -1e4;
        }
        writer.call(full(1, 5, latent), null).eq(impossible).any().ToBoolean().Should().BeFalse();
    }

    [Fact]
    public void Behind_the_end_mark_there_is_nothing_else()
    {
        using var scope = NewDisposeScope();
        using var writer = Writer();
        using var stream = new Generator(1);
        var texts = writer.Write(rand([300, 8], generator: stream));
        var mask = TextTokens.Mask(texts, 0);
        (texts * (1 - mask)).sum().ToDouble().Should().Be(0);
        mask.sum(1).min().ToDouble().Should().Be(1, "some texts end at once, and their mark belongs to them");
        (texts * mask).eq(0).logical_and(mask.eq(1)).any().ToBoolean().Should().BeTrue();
        var on = writer.GoOn(texts, 2, stream);
        foreach (var t in Enumerable.Range(0, 7))
        {
            var ended = texts.narrow(1, 0, t + 1).eq(0).any(1);
            var rest = on[t].narrow(2, t + 1, 7 - t).sum(2);
            (rest * ended).sum().ToDouble().Should().Be(0, "a text that ended does not go on");
        }
    }

    [Fact]
    public void What_goes_on_keeps_its_beginning()
    {
        using var scope = NewDisposeScope();
        using var writer = Writer(TextWitness.Options with { EndToken = null });
        using var stream = new Generator(1);
        var tokens = randint(0, 5, [7, 5], dtype: ScalarType.Int64, generator: stream);
        var on = writer.GoOn(tokens, 3, stream);
        on.shape.Should().Equal(4, 3, 7, 5);
        for (var t = 0; t < 4; t++)
        {
            var kept = on[t].narrow(2, 0, t + 1);
            kept.Equals(tokens.narrow(1, 0, t + 1).expand(3, 7, t + 1)).Should().BeTrue();
            on[t].narrow(2, t + 1, 4 - t).Equals(tokens.narrow(1, t + 1, 4 - t).expand(3, 7, 4 - t)).Should().BeFalse();
        }
    }

    [Fact]
    public void What_it_cannot_read_is_said()
    {
        using var scope = NewDisposeScope();
        using var writer = Writer();
        var latent = () => writer.call(randn(2, 6), null);
        latent.Should().Throw<ArgumentException>().WithMessage("*reads Float32 [N, 5], but latent is Float32 [2, 6]*");
        var cold = () => writer.Write(rand(2, 3), 0);
        cold.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*temperature must be greater than 0*");
        var flat = () => writer.NextLogits(zeros(3));
        flat.Should().Throw<ArgumentException>();
        var none = () => writer.GoOn(zeros(2, 5), 0, new Generator());
        none.Should().Throw<ArgumentOutOfRangeException>();
        writer
            .NextLogits(
                tensor(
                    new[,]
                    {
                        { float.NaN, 1e9f, -7 },
                    }
                )
            )
            .shape.Should()
            .Equal(1, 3, 5);
        var other = () => TextWitness.Options.Generator(new NetworkSpec([9], 9));
        other.Should().Throw<ArgumentException>().WithMessage("*shape [5], but samples have shape [9]*TextBuilder*");
    }
}
