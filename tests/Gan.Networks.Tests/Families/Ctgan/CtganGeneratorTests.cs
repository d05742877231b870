using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Ctgan;

public class CtganGeneratorTests
{
    private static readonly CtganOptions Options = new()
    {
        NoiseSize = 4,
        GeneratorWidths = [6, 5],
        DiscriminatorWidths = [6],
        Heads = [new(1, CtganHeadKind.Number), new(3, CtganHeadKind.Code), new(4, CtganHeadKind.AskedCode)],
    };

    private static NetworkPlan Plan =>
        new()
        {
            Family = Options,
            SampleShape = [8],
            DataCondition = ConditionSpec.Vectors(4),
            Conditioning = new VectorConcatenation(4),
        };

    [Fact]
    public void Numbers_lie_between_minus_one_and_one_and_codes_add_up_to_one()
    {
        using var scope = NewDisposeScope();
        using var generator = Plan.MakeGenerator();
        var samples = generator.call(randn(50, Options.LatentSize) * 3, zeros(50, 4));
        samples.shape.Should().Equal(50, 8);
        samples.narrow(1, 0, 1).abs().max().ToSingle().Should().BeLessThanOrEqualTo(1);
        foreach (var (start, width) in new[] { (1, 3), (4, 4) })
        {
            var code = samples.narrow(1, start, width);
            code.min().ToSingle().Should().BeGreaterThanOrEqualTo(0);
            (code.sum(1) - 1).abs().max().ToSingle().Should().BeLessThan(1e-5f);
        }
    }

    /// <summary>Gumbel's theorem: the largest of logits and noise is each code with its softmax probability. χ² of
    /// three free shares lies above 16.3 once in a thousand draws.</summary>
    [Fact]
    public void Codes_are_drawn_with_the_probabilities_of_their_logits_in_evaluation_mode_too()
    {
        const int Count = 40_000;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = Plan.MakeGenerator();
        generator.eval();
        double[] shares = [0.05, 0.25, 0.4, 0.3];
        var (weight, bias) = Output(generator);
        weight.zero_();
        bias.zero_();
        bias.narrow(0, 4, 4).copy_(tensor(shares).log());
        using var stream = new Generator(11);
        var latents = randn([Count, Options.LatentSize], generator: stream);
        var drawn = generator.call(latents, zeros(Count, 4)).narrow(1, 4, 4).argmax(1);
        var distance = 0.0;
        for (var i = 0; i < shares.Length; i++)
        {
            var found = drawn.eq(i).sum().ToInt64();
            distance += Math.Pow(found - (Count * shares[i]), 2) / (Count * shares[i]);
        }
        distance.Should().BeLessThan(16.3);
    }

    private static (Tensor Weight, Tensor Bias) Output(GeneratorNetwork generator)
    {
        var state = generator.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        return (
            state.Single(pair => pair.Key.EndsWith("output.weight", StringComparison.Ordinal)).Value,
            state.Single(pair => pair.Key.EndsWith("output.bias", StringComparison.Ordinal)).Value
        );
    }

    [Fact]
    public void Logits_are_those_of_the_codes_that_a_condition_asks_for_whatever_stands_around_the_generator()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = Plan.MakeGenerator();
        generator.eval();
        var (weight, bias) = Output(generator);
        weight.zero_();
        bias.copy_(arange(8, dtype: ScalarType.Float32));
        var maker = generator.Logits!;
        maker.Codes.Should().Equal(4);
        var latents = randn(3, Options.LatentSize);
        var (samples, logits) = maker.MakeWithLogits(latents, zeros(3, 4));
        logits[1].data<float>().ToArray().Should().Equal(4, 5, 6, 7);
        samples.Equals(generator.call(latents, zeros(3, 4))).Should().BeTrue();
        using var other = new MlpOptions().Generator(new NetworkSpec([3], 100));
        other.Logits.Should().BeNull();
    }

    /// <summary>One hidden layer in evaluation mode with fresh statistics, by hand.</summary>
    [Fact]
    public void Each_layer_reads_all_that_came_before_it()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = Options.Generator(new NetworkSpec([8], Options.LatentSize));
        generator.eval();
        var state = generator.state_dict();
        var latents = randn(2, Options.LatentSize);
        var h = latents.narrow(1, 0, 4);
        for (var i = 0; i < 2; i++)
        {
            var linear = h.matmul(state[$"layer{i}.linear{i}.weight"].t()) + state[$"layer{i}.linear{i}.bias"];
            h = cat([h, (linear / Math.Sqrt(1 + 1e-5)).relu()], 1);
        }
        h.shape.Should().Equal(2, 15);
        var number = (h.matmul(state["output.weight"].t()) + state["output.bias"]).narrow(1, 0, 1).tanh();
        var made = generator.call(latents, null).narrow(1, 0, 1);
        (made - number).abs().max().ToSingle().Should().BeLessThan(1e-6f);
    }

    [Fact]
    public void What_it_cannot_read_is_said_in_a_sentence()
    {
        using var generator = Options.Generator(new NetworkSpec([8], Options.LatentSize));
        using var latents = zeros(2, 5);
        var make = () => generator.call(latents, null);
        make.Should().Throw<ArgumentException>().WithMessage("*CtganGenerator reads Float32 [N, 11], but latent is*");
    }
}
